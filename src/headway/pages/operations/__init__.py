"""What operators and their machines ask: does it run, can it serve, what is wrong; nothing is changed here."""
