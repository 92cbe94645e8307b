"""Scenarios: a city's rules with some figures moved, run on invented people, kept and named."""
