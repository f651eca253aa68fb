"""Readiness reviews of schools before an inspection. When an inspection may come is worked out elsewhere, from evidence."""
