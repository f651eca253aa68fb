"""Drafts of records that a device wrote without a connection: each counts once, however often it is sent."""
