"""Reports on the performance of schools: written, looked at as each audience would see them, signed off, published, read."""
