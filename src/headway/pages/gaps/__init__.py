"""The list of alerts on groups of pupils."""
