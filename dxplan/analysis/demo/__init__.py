"""The sample plan of an invented city with its history, and larger ones for measuring: commits as pure data."""
