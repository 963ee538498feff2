"""Tests of dxplan/analysis."""
