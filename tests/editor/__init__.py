"""Tests of what staff see in their editor."""
