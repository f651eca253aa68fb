"""Plans with periods and priorities, indicators, rounds of monitoring, evaluations; an action is an undertaking."""
