"""Every change: documents, peers, what she has told elsewhere, what is heard."""
