"""Cards: how long one takes to verify and to issue, and how much room it takes."""
