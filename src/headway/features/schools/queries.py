"""Reads of schools."""
