"""Accounts of units that sum to zero, such as half-days; why they are credited lives elsewhere."""
