"""Termly summaries of schools: made for all schools at once by long work, and read school by school."""
