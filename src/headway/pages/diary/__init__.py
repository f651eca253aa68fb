"""The diary: visits by week, term, school and team; one visit; agendas, calendars, notices; where the days went."""
