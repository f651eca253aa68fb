"""Writes of decisions: reports, and appraisals of options."""
