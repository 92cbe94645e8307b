"""What the desk of staff says."""

WORDS = {
    "queue_empty": ("没有等您办的事项。", "Nothing is waiting on you."),
}
