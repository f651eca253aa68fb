"""Writes of categories."""
