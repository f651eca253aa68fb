"""Dated notes of any team about a school, and the questions that repeated notes raise. Categories are judged elsewhere."""
