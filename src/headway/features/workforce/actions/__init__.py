"""Writes of the workforce, by what they are about."""
