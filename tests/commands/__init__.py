"""Tests of dxplan/commands."""
