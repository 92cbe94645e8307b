"""Programs of other offices: their keys, what they were answered, and what is told to them."""
