"""Annual reviews of performance: the list with its progress, one review, and the exceptions."""
