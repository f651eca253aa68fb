"""Half-days of schools, partnerships and pools: what was bought, granted and used beside what is entitled; not why a visit was."""
