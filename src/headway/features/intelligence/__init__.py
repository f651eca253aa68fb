"""Dated notes of any team about a school, and the questions that repeated notes raise; categories are judged elsewhere."""
