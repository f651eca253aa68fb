"""What the service remembers: Django apps, each with models, queries and actions; no page lives here."""
