"""Partnerships, their members over time, schools in none, and quadrants."""
