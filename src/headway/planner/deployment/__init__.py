"""Who is each school's adviser and who leads each partnership, with a proof of how good the plan is."""
