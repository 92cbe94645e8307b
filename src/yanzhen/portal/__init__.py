"""The pages, and what a machine asks to learn whether the service lives."""
