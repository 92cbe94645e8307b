"""Sheets of people and facts: looked at first, then taken in, in the background."""
