"""Signing in, one's second factor and signing out; persons and roles live in access."""
