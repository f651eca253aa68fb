"""Decision reports: what was written by form, who signed off, what was decided; no engine of consultation."""
