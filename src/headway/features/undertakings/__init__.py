"""What somebody said they would do by a day, and what it was to change; no plan, visit, meeting or case."""
