"""Categories: proposed by the rules and judged by officers, two columns that are never merged."""
