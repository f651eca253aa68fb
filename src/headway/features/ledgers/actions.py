"""Writes of ledgers."""
