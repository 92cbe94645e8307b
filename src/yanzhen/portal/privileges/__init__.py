"""Pages of what is behind a card: everybody, holders, partners at a gate, the talent office."""
