"""Writes of schools."""
