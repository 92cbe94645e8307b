"""Paying what falls due, exactly once: accounts, runs, files for banks, receipts."""
