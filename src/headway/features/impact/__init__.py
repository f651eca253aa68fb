"""Support given to schools: what it should change, what was seen, how somebody judged it; no visit, no day of a ledger."""
