"""Tests of the checks: rules, schemas, waivers, mending, and the examples of malformed files."""
