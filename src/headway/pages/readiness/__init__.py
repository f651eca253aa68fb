"""Readiness for inspection: which schools may expect one and why, and what reviews found. Inspections are evidence."""
