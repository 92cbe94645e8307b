"""What is behind a card: who offers what, how often, and each time it was used."""
