"""Reports: one module per format or document, from plain data."""
