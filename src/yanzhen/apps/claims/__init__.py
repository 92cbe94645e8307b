"""Money that has to come back: what is claimed, why, and what has come."""
