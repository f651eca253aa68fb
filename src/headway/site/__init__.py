"""The roof: settings, routes and the database's setting-up; nothing of the service lives here."""
