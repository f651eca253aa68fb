"""The intelligence log: notes about schools, each school's log, and the questions that repeated notes raise."""
