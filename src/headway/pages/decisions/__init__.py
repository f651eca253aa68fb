"""Decisions: reports written section by section in the authority's form, signed off, laid, decided and published."""
