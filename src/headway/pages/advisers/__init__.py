"""Advisers: the days they can give, the phases they may lead in, what keeps them from a school, and staff by quadrant."""
