"""Tests of dxplan/reports."""
