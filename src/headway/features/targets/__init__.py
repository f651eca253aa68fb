"""Targets of schools for a year, by measure and group of pupils, from proposed to reported; no judgement of a school."""
