"""Contacts with schools that need no report: calls, mails, drop-ins (M5-11)."""
