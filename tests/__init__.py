"""The tests of dxplan."""
