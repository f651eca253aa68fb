"""Long work: the queue hands a job in, its flow is called with the time of day; no rule and no page lives here."""
