"""Pages of support given to schools, what it changed, and the comparison with similar schools."""
