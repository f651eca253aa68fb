"""Long work: who started it, its state, progress and result; the work itself lives in flows."""
