"""Writes of records of visits."""
