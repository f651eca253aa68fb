"""The day ledger: who has, bought and used how many days, statements, and what is allowed beyond what is left."""
