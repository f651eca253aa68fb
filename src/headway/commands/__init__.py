"""The command line and timers: each parses, calls one flow and prints its report."""
