"""Documents of plans in: Word, spreadsheet and text to tables of cells; what the tables mean is decided elsewhere."""
