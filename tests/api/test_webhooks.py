"""Telling a program what happened: a small receiver, signatures, pauses, and where nothing goes."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from tests.api.program import Program, program

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.clients.addresses import Unreachable, target_of
from yanzhen.apps.clients.service import genuine, revoke_key
from yanzhen.apps.clients.webhooks import deliver
from yanzhen.apps.jobs.service import Report, work_off

pytestmark = pytest.mark.django_db


@dataclass
class Receiver:
    """What an office runs: it believes only fresh, signed messages that it has not seen."""

    secret: str = ""
    answers: list[int] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    raw: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    def take(self, headers: dict[str, str], body: bytes, now: float | None = None) -> bool:
        at, signature = int(headers["Yanzhen-Timestamp"]), headers["Yanzhen-Signature"]
        if not genuine(self.secret, at, body, signature, now=now or time.time()):
            return False
        if headers["Yanzhen-Id"] in self.seen:
            return False
        self.seen.add(headers["Yanzhen-Id"])
        self.taken.append(json.loads(body))
        return True


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.raw.append((dict(self.headers), body))
            status = found.answers.pop(0) if found.answers else 204
            if status == 204:
                found.take(dict(self.headers), body)
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def office(town: Town, settings: Settings) -> Program:
    """A program that may be reached here, which only a setting allows."""
    settings.WEBHOOKS_PRIVATE = True
    return program("xiangtan/hr_bureau", "clerk")


@pytest.fixture
def city_office(town: Town, settings: Settings) -> Program:
    settings.WEBHOOKS_PRIVATE = True
    return program("xiangtan", "auditor")


def subscribed(office: Program, receiver: Receiver, *events: str) -> str:
    asked = {"url": f"http://127.0.0.1:{receiver.port}/hook?a=1", "events": list(events)}
    made = office.post("webhooks", asked).json()
    receiver.secret = made["secret"]
    return str(made["id"])


def log(office: Program, webhook: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.get(f"webhooks/{webhook}/deliveries").json()
    return found


def test_events_of_cases_arrive_signed(
    town: Town, city_office: Program, receiver: Receiver
) -> None:
    webhook = subscribed(city_office, receiver, "case.*")

    number = town.file("wang", place="xiangtan/yuhu")
    town.act("yuhu_clerk", number, "accept")
    assert receiver.taken == []  # a job sends, not the request
    work_off()

    assert [(one["event"], one["case"]) for one in receiver.taken] == [
        ("case.submit", number), ("case.accept", number),
    ]  # fmt: skip
    assert "wang" not in json.dumps(receiver.taken)
    rows = log(city_office, webhook)
    assert {(one["state"], one["answered"], one["attempts"]) for one in rows} == {("sent", 204, 1)}


def test_other_places_and_other_events_are_not_told(
    town: Town, settings: Settings, receiver: Receiver
) -> None:
    settings.WEBHOOKS_PRIVATE = True
    sibling = program("xiangtan/yuetang", "auditor")
    subscribed(sibling, receiver, "case.*")
    narrow = program("xiangtan", "auditor")
    subscribed(narrow, receiver, "case.withdraw")

    town.file("wang", place="xiangtan/yuhu")
    work_off()

    assert receiver.raw == []


def test_what_somebody_kept_and_sends_again_is_not_believed(
    town: Town, city_office: Program, receiver: Receiver
) -> None:
    subscribed(city_office, receiver, "case.submit")
    town.file("wang")
    work_off()
    headers, body = receiver.raw[0]
    at = int(headers["Yanzhen-Timestamp"])

    assert not receiver.take(headers, body)  # seen
    receiver.seen.clear()
    assert not receiver.take(headers, body + b" ")
    assert not receiver.take({**headers, "Yanzhen-Timestamp": str(at + 1)}, body)
    assert not receiver.take(headers, body, now=at + 301)
    assert receiver.take(headers, body, now=at + 299)


def test_a_receiver_that_is_away_is_asked_again(
    town: Town, city_office: Program, receiver: Receiver
) -> None:
    webhook = subscribed(city_office, receiver, "case.submit")
    receiver.answers = [500, 302]

    town.file("wang")
    work_off()

    (row,) = log(city_office, webhook)
    assert (row["state"], row["attempts"], row["answered"]) == ("sent", 3, 204)
    assert len(receiver.taken) == 1


def test_after_the_last_try_it_stays_as_failed_and_can_be_sent_again(
    town: Town, city_office: Program, receiver: Receiver
) -> None:
    webhook = subscribed(city_office, receiver, "case.submit")
    receiver.answers = [503] * 7

    town.file("wang")
    work_off()

    (row,) = log(city_office, webhook)
    assert (row["state"], row["attempts"], row["problem"]) == ("failed", 7, "refused")
    again = city_office.post(f"webhooks/{webhook}/deliveries/{row['id']}/again", {})
    assert again.json()["state"] == "waiting"
    work_off()
    assert log(city_office, webhook)[0]["state"] == "sent"


def test_nothing_is_sent_for_a_key_that_was_revoked_meanwhile(
    town: Town, city_office: Program, receiver: Receiver
) -> None:
    subscribed(city_office, receiver, "case.submit")
    town.file("wang")
    revoke_key(acting=SYSTEM, prefix=city_office.key.split("_")[1])

    work_off()

    assert receiver.raw == []


def test_an_address_that_leads_inside_is_refused_also_at_sending(
    town: Town, city_office: Program, receiver: Receiver, settings: Settings
) -> None:
    webhook = subscribed(city_office, receiver, "case.submit")
    settings.WEBHOOKS_PRIVATE = False
    town.file("wang")
    work_off()

    (row,) = log(city_office, webhook)
    assert (row["state"], row["problem"], receiver.raw) == ("failed", "bad_address", [])


@pytest.mark.parametrize("url", [
    "https://127.0.0.1/", "https://localhost/x", "https://10.1.2.3/", "https://[::1]/",
    "https://169.254.169.254/latest", "https://[::ffff:10.0.0.1]/", "https://0.0.0.0/",
    "http://8.8.8.8/", "ftp://8.8.8.8/", "https://user@8.8.8.8/", "https://", "https://8.8.8.8:x/",
    "https://8.8.8.8/a b", "https://8.8.8.8/\r\nX: 1", "https://2130706433/", "https://100.64.0.1/",
])  # fmt: skip
def test_addresses_to_which_nothing_goes(url: str) -> None:
    with pytest.raises(Unreachable):
        target_of(url, private=False)


def test_an_open_address_is_pinned() -> None:
    target = target_of("https://8.8.8.8:8443/hook?a=1", private=False)

    assert (target.ip, target.port, target.path) == ("8.8.8.8", 8443, "/hook?a=1")


def test_one_key_does_not_see_what_another_subscribed(
    town: Town, office: Program, city_office: Program, receiver: Receiver
) -> None:
    webhook = subscribed(city_office, receiver, "case.*")

    assert office.get("webhooks").json() == []
    assert office.get(f"webhooks/{webhook}/deliveries").status_code == 404
    assert office.delete(f"webhooks/{webhook}").status_code == 404
    assert city_office.delete(f"webhooks/{webhook}").status_code == 204
    assert city_office.get("webhooks").json() == []


def test_what_is_no_event_and_no_address(town: Town) -> None:
    office = program("xiangtan", "auditor")

    answer = office.post("webhooks", {"url": "http://10.0.0.1/", "events": ["people.*"]})

    assert {one["where"] for one in answer.json()["findings"]} == {"url", "events"}


def test_the_secret_is_not_shown_again(town: Town, office: Program, receiver: Receiver) -> None:
    subscribed(office, receiver, "case.*")

    assert receiver.secret not in office.get("webhooks").content.decode()
    with acting(SYSTEM):
        deliver(Report(), delivery=10**9)  # one that is gone is no fault
    assert Client().get("/api/v1/webhooks").status_code == 401
