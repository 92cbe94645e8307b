"""What hooks into recognition in the tests: one that listens, one that refuses."""

EVENTS: list[tuple[int, str]] = []


def follow(recognition_id: int, event: str) -> None:
    EVENTS.append((recognition_id, event))


def refuse(_recognition_id: int, event: str) -> None:
    raise RuntimeError(event)
