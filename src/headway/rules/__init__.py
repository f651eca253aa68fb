"""What school improvement says: frozen facts in, findings with reasons out; no I/O, clock or dice here."""
