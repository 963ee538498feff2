"""Commands: parse, call, report."""
