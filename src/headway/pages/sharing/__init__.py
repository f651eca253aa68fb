"""Data sharing: agreements of schools, analyses agreed with them, training first, and pupils opened by purpose."""
