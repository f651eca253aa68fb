"""Reads of categories."""
