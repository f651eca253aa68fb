"""The look: templates, components, static files and their tags; nothing of the service lives here."""
