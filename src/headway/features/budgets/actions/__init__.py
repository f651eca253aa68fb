"""Writes of budgets: of schools, of funds and projects, of the service's own money."""
