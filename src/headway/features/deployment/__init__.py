"""Year plans: drafts, assignments, leads and locks; the solving lives in planner."""
