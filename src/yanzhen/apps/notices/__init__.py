"""Notices: what an account is told, on its page, by e-mail and by text message."""
