"""Targets of schools by group of pupils: the list by state, a school's targets as a grid, and what came of them."""
