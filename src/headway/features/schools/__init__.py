"""The register: schools, areas, groups, links and calendars; grades and results live in evidence."""
