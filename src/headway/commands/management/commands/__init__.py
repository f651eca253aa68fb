"""Management commands, five lines each."""
