"""Budgets of schools: five years on screen, three in the file that is sent in."""
