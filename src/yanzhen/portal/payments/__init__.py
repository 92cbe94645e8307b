"""Finance's pages of payment runs, and a person's own bank account."""
