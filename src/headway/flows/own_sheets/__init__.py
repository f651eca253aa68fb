"""The authority's own sheets: read, checked against each other and what is known, and written through the features."""
