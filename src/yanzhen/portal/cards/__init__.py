"""Pages of cards: one's own on the phone, the desk's, and what anybody may look at."""
