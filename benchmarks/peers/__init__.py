"""Other engines that the same rules were given to, each asked in an environment of its own."""
