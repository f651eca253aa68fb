"""Kept files, unchanged and known by checksum; what they mean lives elsewhere."""
