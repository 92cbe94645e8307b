"""A case on a page, whoever looks at it: its line of moments, whose turn it is, its papers."""
