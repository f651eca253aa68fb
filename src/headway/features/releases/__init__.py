"""Published files as they came, with their faults; what they say lives in schools and evidence."""
