"""Checks: rules over plans that yield problems."""
