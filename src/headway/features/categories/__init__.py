"""Categories proposed by rule and judged by officers, two things that never merge."""
