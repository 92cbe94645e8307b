"""What auditors do: checks of the books, and random samples that they go through."""
