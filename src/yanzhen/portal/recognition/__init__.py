"""The pages of recognition: where somebody stands, the register, proceedings, terms, re-runs."""
