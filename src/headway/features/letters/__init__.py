"""Everything that leaves: prepared, released, frozen and sent; templates are policy."""
