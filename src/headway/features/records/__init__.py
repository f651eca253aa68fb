"""Records of visits: what was written, checked, answered, locked and sent out, and what boards say of it; not the visits."""
