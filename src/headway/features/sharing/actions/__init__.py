"""Writes of agreements, analyses, training and pupils of concern."""
