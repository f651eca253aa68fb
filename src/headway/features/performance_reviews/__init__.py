"""Annual reviews of schools' performance, one a school and year, and the list of exceptions; no category is made here."""
