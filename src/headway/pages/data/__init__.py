"""Published files: what came, what it would change, its faults; applying it is a flow."""
