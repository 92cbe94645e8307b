"""Many subjects at once: taking in an office's files, running the rules over them, writing down."""
