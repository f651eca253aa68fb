"""How people arrange their lists: the columns they left out and the views they keep, for themselves or for colleagues."""
