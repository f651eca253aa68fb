"""Django's SQLite backend over the bundled library, which cannot be asked for its limits."""
