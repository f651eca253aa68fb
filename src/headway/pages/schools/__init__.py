"""The list of schools and the page of one school, with the forms that record provisions and headships."""
