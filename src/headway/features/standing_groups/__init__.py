"""Standing groups of officers and heads: terms of reference, members, meetings with minutes, actions; no body that advises."""
