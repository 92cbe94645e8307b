"""How one city honours what another has recognised: documents, peers, one person at a time."""
