"""Forums with their remit and advice, and protocols between divisions with who signed them; no school's own board."""
