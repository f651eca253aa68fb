"""Long work as one follows it; the work itself is done behind the worker's door."""
