"""Users as threads: each asks, waits for the answer, and asks again, on one connection."""

from __future__ import annotations

import http.client
import json
import queue
import random
import threading
import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.people import Filing, Staff

PAGES = (
    ("queue", "/desk/"),
    ("queue, late ones", "/desk/?late=red"),
    ("queue, by number", "/desk/?sort=-number"),
    ("all cases", "/desk/cases/"),
    ("all cases, page 20", "/desk/cases/?page=20"),
    ("all cases, by due date", "/desk/cases/?sort=due"),
    ("all cases, one state", "/desk/cases/?state=reviewing"),
    ("all cases, a name of two characters", "/desk/cases/?q=王伟"),
)
TIMEOUT = 120
RETRIES = 5
SENDERS = 32


class Asked(NamedTuple):
    """One request: when it ought to have been sent (0 begins), how long until its answer."""

    what: str
    seconds: float
    status: int
    tries: int = 1


class Line:
    """A connection that is opened again when it breaks."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> int:
        """The status; 0 when there was no answer."""
        try:
            self.connection.request(method, path, body, dict(headers))
            answer = self.connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0
        return answer.status


def reading(port: int, users: Sequence[Staff], seconds: float, think: float) -> list[Asked]:
    """Each user opens the pages in an order of her own; `think` seconds between two on average."""
    found: list[Asked] = []
    end = time.monotonic() + seconds

    def user(i: int, one: Staff) -> None:
        chance, line = random.Random(i), Line(port)
        time.sleep(chance.uniform(0, think))
        while time.monotonic() < end:
            name, path = chance.choice(PAGES)
            began = time.monotonic()
            status = line.ask("GET", quote(path, safe="/?=&-"), {"Cookie": one.cookie})
            found.append(Asked(name, time.monotonic() - began, status))
            time.sleep(chance.uniform(0.5, 1.5) * think)

    _all_at_once([threading.Thread(target=user, args=(i, one)) for i, one in enumerate(users)])
    return found


def burst(port: int, filings: Sequence[Filing], rate: float) -> list[Asked]:
    """The drafts are submitted, so many a second whatever the answers take.

    Each has a key of its own and is sent again when no answer comes. One in twenty is sent twice
    although it was answered, as an impatient program does.
    """
    waiting: queue.Queue[tuple[float, int, Filing]] = queue.Queue()
    began = time.monotonic() + 0.5
    for i, one in enumerate(filings):
        waiting.put((began + i / rate, i, one))
    found: list[Asked] = []

    def sender() -> None:
        line = Line(port)
        while True:
            try:
                due, i, one = waiting.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            status, tries = _submitted(line, one, f"burst-{i}")
            found.append(Asked("submission", time.monotonic() - due, status, tries))
            if i % 20 == 0:
                _submitted(line, one, f"burst-{i}")

    _all_at_once([threading.Thread(target=sender) for _ in range(SENDERS)])
    return found


def _submitted(line: Line, one: Filing, key: str) -> tuple[int, int]:
    headers = {
        "Authorization": f"Bearer {one.key}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    body = json.dumps({"confirmed": True}).encode()
    status = 0
    for tries in range(1, RETRIES + 1):
        status = line.ask("POST", f"/api/v1/drafts/{one.draft}/submission", headers, body)
        if 200 <= status < 300:
            return status, tries
        time.sleep(0.2 * tries)
    return status, RETRIES


def _all_at_once(threads: Sequence[threading.Thread]) -> None:
    for one in threads:
        one.start()
    for one in threads:
        one.join()
