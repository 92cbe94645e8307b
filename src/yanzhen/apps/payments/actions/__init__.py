"""Everything that changes a run, a payment or a bank account."""
