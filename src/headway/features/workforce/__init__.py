"""Versions of the service's structure: posts, how they are paid and from what money, secondments; no decision about them."""
