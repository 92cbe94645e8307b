"""Finding records by their words, also by two Chinese characters out of a long name."""
