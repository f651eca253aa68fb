"""Governing boards of schools: the list, one board, and hours of link officers. A school's category lives elsewhere."""
