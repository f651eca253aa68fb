"""Writes of policies."""
