"""Which schools belong together by place: proposals of partnerships and of quadrants, for people to
settle."""
