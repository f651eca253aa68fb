"""Units of the authority and which unit each reports to from when; posts and their structures live in workforce."""
