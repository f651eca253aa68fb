"""Published files to typed rows and changes; no database and no Django lives here."""
