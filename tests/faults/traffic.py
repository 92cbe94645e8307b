"""Offices' programs that file cases and move them on, and never give up.

Each step has a key; without an answer it is sent again with the same key, later. A step that is
refused has perhaps been taken by a request whose answer was lost: the case itself says so.
"""

import http.client
import json
import queue
import threading
import time
from dataclasses import dataclass
from typing import Any

ANSWERS: dict[str, Any] = {
    "introduction": "new", "employment_mode": "full_time", "host_kind": "enterprise",
    "contract_years": 5, "months_worked_locally_per_year": 12, "housing_benefit_enjoyed": False,
    "local_home_purchase": "none", "rent_subsidy_months": 36, "hired_on": "2026-03-01",
}  # fmt: skip
PAUSE = 1.0
THREADS = 4
MOST_OPEN = 30
"""Journeys on the way at a time: while nothing answers, no more of them are begun."""
ACTIONS = {"accept": "submitted", "review_agree": "reviewing"}
"""What is done to each case, and the state that it leaves by that."""


@dataclass
class Journey:
    """One case on its way: the draft, then its number, then what was done to it."""

    subject: int
    draft: str = ""
    number: str = ""
    accepted: bool = False
    reviewed: bool = False
    not_before: float = 0.0

    @property
    def done(self) -> bool:
        return self.reviewed


class Traffic:
    """Journeys in a queue, and the threads that take each a step further."""

    def __init__(self, port: int, keys: dict[str, str], subjects: list[int]) -> None:
        self.port, self.keys = port, keys
        self.fresh = list(reversed(subjects))
        self.begun: list[Journey] = []
        self.waiting: queue.Queue[Journey] = queue.Queue()
        self.closing, self.ending = threading.Event(), threading.Event()
        self.faults: list[str] = []
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(THREADS)]

    def start(self) -> None:
        for one in self.threads:
            one.start()

    def finish(self, patience: float) -> None:
        """Begin nothing new, bring every journey to its end."""
        self.closing.set()
        end = time.monotonic() + patience
        while time.monotonic() < end and not all(one.done for one in list(self.begun)):
            time.sleep(0.2)
        self.ending.set()
        for one in self.threads:
            one.join(30)

    def _work(self) -> None:
        while not self.ending.is_set():
            journey = self._next()
            if journey is None:
                time.sleep(0.1)
                continue
            if not self._step(journey):
                journey.not_before = time.monotonic() + PAUSE
            if not journey.done:
                self.waiting.put(journey)

    def _next(self) -> Journey | None:
        try:
            journey = self.waiting.get_nowait()
        except queue.Empty:
            journey = None
        if journey is not None and journey.not_before <= time.monotonic():
            return journey
        if journey is not None:
            self.waiting.put(journey)
        if self.closing.is_set() or not self.fresh or self._open() >= MOST_OPEN:
            return None
        self.begun.append(fresh := Journey(self.fresh.pop()))
        return fresh

    def _open(self) -> int:
        return sum(not one.done for one in list(self.begun))

    def _step(self, journey: Journey) -> bool:
        """Whether it got further."""
        if not journey.draft:
            found = self._post(journey, "clerk", "drafts", {
                "city": "xiangtan", "item": "rent-subsidy", "place": "xiangtan",
                "subject_id": journey.subject, "answers": ANSWERS,
            })  # fmt: skip
            journey.draft = found.get("id", "")
            return bool(journey.draft)
        if not journey.number:
            path = f"drafts/{journey.draft}/submission"
            journey.number = self._post(journey, "clerk", path, {"confirmed": True}).get(
                "number", ""
            )
            return bool(journey.number)
        if not journey.accepted:
            journey.accepted = self._act(journey, "clerk", "accept")
            return journey.accepted
        journey.reviewed = self._act(journey, "reviewer", "review_agree")
        return journey.reviewed

    def _act(self, journey: Journey, who: str, action: str) -> bool:
        path = f"cases/{journey.number}/actions"
        if self._post(journey, who, path, {"action": action}):
            return True
        shown = self._ask("GET", f"cases/{journey.number}", who)
        return bool(shown) and shown["row"]["state"] != ACTIONS[action]

    def _post(self, journey: Journey, who: str, path: str, body: Any) -> dict[str, Any]:
        step = path.rsplit("/", 1)[-1] + body.get("action", "")
        return self._ask("POST", path, who, body, f"{journey.subject}-{step}")

    def _ask(
        self, method: str, path: str, who: str, body: Any = None, key: str = ""
    ) -> dict[str, Any]:
        """The answer; nothing when there was none, or a refusal."""
        headers = {"Authorization": f"Bearer {self.keys[who]}"}
        if key:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": key}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(method, f"/api/v1/{path}", json.dumps(body) if key else None, headers)
            answer = line.getresponse()
            status, said = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return {}
        finally:
            line.close()
        if status >= 500:
            self.faults.append(f"{status} {path} {said[:300]!r}")
        found: dict[str, Any] = json.loads(said) if 200 <= status < 300 else {}
        return found
