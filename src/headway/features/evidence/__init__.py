"""What was published about a school or an area: results and inspections; judgements live elsewhere."""
