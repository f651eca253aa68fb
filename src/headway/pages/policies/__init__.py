"""Policies as documents: what stands in use, drafting a new version, having it approved; the rules read them elsewhere."""
