"""Accounts, posts and who is acting: what a person may see and do follows from her assignments."""
