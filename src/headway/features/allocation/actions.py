"""Writes of allocation."""
