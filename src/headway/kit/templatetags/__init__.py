"""Template tags and filters of the kit; they only call the modules beside them."""
