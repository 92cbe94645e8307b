"""Pages of quotas: the office that allots, employers and people who ask, everybody at a draw."""
