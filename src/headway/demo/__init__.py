"""An invented authority in the publishers' own formats, by a seeded generator; nothing real lives here."""
