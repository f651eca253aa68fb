"""Cases that change which schools there are, their stages, decision and log; and what a closed case recorded of schools."""
