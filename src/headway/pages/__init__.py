"""The web: one package per place in the navigation; no rule and no write of its own lives here."""
