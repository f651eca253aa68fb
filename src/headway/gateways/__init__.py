"""The outside world: publishers, mail, files, documents, travel; no decision lives here."""
