"""What schools and the authority agree on data: agreements, analyses, training first, and pupils opened by purpose."""
