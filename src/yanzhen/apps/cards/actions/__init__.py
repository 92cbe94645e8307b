"""Every change of cards: keyword-only `acting`, one transaction, write and audit."""
