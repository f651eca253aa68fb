"""Pages of standing groups: the list, a group, its meetings, what is to be done."""
