"""Background work: tasks that a worker runs later, again after a pause, or by the calendar."""
