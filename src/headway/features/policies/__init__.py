"""Stored, dated, approved versions of the policy packs; the rules that read them live in rules."""
