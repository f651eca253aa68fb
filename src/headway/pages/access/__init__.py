"""Who may sign in and in which roles, for administrators; what they are tied to is shown, not changed."""
