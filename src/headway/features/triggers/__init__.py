"""Triggers that officers tick at a school, dated, with evidence and an end; what they weigh is the category policy's."""
