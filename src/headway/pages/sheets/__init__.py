"""The authority's own sheets, pasted or uploaded: faults by cell, mended in place, stored as a whole or not at all."""
