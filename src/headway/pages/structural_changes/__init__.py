"""Structural changes: the list of cases, one case, and the forms that carry it to its decision and end."""
