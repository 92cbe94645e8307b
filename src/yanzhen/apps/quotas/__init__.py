"""Countable things: posts, flats, seats; who has one, who waits, and by which order."""
