"""Persons, their roles, advisers and what advisers can do; who is tied to what lives in appointments."""
