"""When each visit happens: a timetable under every rule, its proof, and the fewest moves when the year turns out otherwise."""
