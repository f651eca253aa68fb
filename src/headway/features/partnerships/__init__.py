"""Partnerships of schools and their dated members; days for them live in allocation."""
