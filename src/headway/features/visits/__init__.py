"""Visits to schools and partnerships, who goes, and when; no record of what was found there and no ledger of days."""
