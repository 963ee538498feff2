"""Analysis: pure functions over plans: filters, order, counts."""
