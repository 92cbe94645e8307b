"""Sealing: identity numbers, phones and accounts are kept sealed, looked up blind, shown masked."""
