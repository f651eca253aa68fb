"""Indicative budgets of schools: base, assumptions by year, and what follows; no ledger."""
