"""Audit: what was done and what was read, by whom, in chains that show every later change."""
