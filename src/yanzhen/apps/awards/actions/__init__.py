"""Every change of an award: keyword-only `acting`, one transaction, write and audit."""
