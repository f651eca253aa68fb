"""Termly editions of the one-page summaries of schools, kept as files; what stands on a page is decided elsewhere."""
