"""Plans: the register, the grid, an action with its dates, checks, rounds of monitoring."""
