"""Days of the year: what every school and partnership is entitled to, by which rule, and one school's ledger."""
