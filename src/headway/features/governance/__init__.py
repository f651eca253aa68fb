"""Governing boards of schools with their seats, terms and what is said of their health; never the school's own category."""
