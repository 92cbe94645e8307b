"""The desk of staff: the queue, the case page, the leader's view, the registry."""
