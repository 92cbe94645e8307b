"""Every change to the registry: keyword-only `acting`, one transaction, write and audit."""
