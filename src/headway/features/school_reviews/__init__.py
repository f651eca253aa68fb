"""Reviews of a school by several people, and feedback on its documents; the annual review lives elsewhere."""
