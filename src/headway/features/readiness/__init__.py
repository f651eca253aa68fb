"""Readiness reviews of schools before an inspection; when one may come is worked out elsewhere, from evidence."""
