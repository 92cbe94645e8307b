"""Recognition of talent: in which tier, by which item, until when, and how it is taken back."""
