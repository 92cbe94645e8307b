"""Every operation of the interface, with keys of an own, parent, sibling and foreign place.

What is not there for a key is answered as what does not exist; a key without the scope learns
nothing but that. An operation whose address or body names something needs it in REAL and BODIES.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.access.objects import ITEM, PDF
from tests.access.world import PLACES, World, taken_back
from tests.api.program import Program, program

from yanzhen.api.interface import API
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases.models import Case
from yanzhen.apps.clients.models import Delivery, Subscription
from yanzhen.apps.clients.service import client_of

OPERATIONS = {
    operation["operationId"]: (method, path, operation.get("x-scope", ""))
    for path, methods in API.get_openapi_schema()["paths"].items()
    for method, operation in methods.items()
}
SCOPED = sorted(name for name, (_, _, scope) in OPERATIONS.items() if scope)
OPEN = set(OPERATIONS) - set(SCOPED)
ABSENT = {
    "number": "LAKE-2026-999999", "draft_id": "no-such-draft", "file_id": "no-such-file",
    "subject_id": "999999999", "webhook_id": "no-such-hook", "delivery_id": "no-such-delivery",
}  # fmt: skip
NAMED = sorted(
    name
    for name, (_, path, _) in OPERATIONS.items()
    if set(re.findall(r"{(\w+)}", path)) & {*ABSENT}
)
BODIES: Mapping[str, Mapping[str, Any]] = {
    "start_draft": {"city": "xiangtan", "item": ITEM, "place": "xiangtan"},
    "save_draft": {},
    "submit_draft": {"confirmed": True},
    "take_action": {"action": "accept"},
    "look_up": {
        "scheme": "uscc", "number": "91110000600037341L", "purpose": "share", "reason": "核验"
    },
    "reveal_subject": {"reason": "核实身份"},
    "record_fact": {"name": "degree", "value": "doctor", "grade": "B"},
    "add_webhook": {"url": "https://hooks.example.cn/a", "events": ["no such event"]},
    "deliver_again": {},
    "record_card_use": {"code": "no such code", "privilege": 1},
}  # fmt: skip
UPLOADS = {"upload_to_draft", "upload_to_case"}
SEEN = {
    "read_case", "read_receipt", "read_file", "read_subject", "record_fact",
    "reveal_subject", "take_action",
}  # fmt: skip
"""What a clerk's key of the own place and of the one above finds there."""
OUTSIDE = ("sibling", "foreign")


@pytest.fixture(autouse=True)
def _unlimited(settings: Settings) -> None:
    settings.API_PER_MINUTE = 10**6


@pytest.fixture
def keys(world: World) -> dict[str, Program]:
    """A key of each place with every scope; `nothing`: of the own place, without any."""
    found = {place: program(code, "clerk") for place, code in PLACES.items()}
    return found | {"nothing": program(PLACES["own"], "clerk", scopes=())}


@pytest.fixture
def real(world: World, keys: dict[str, Program]) -> dict[str, str]:
    """What exists: of the county `own`, of the owner, of the own key."""
    known = client_of(keys["own"].key)
    assert known is not None
    with acting(SYSTEM):
        hook = Subscription.objects.create(
            client_id=known.id, url="https://hooks.example.cn", events=["case.*"], secret="s"
        )
        sent = Delivery.objects.create(
            subscription=hook, event="case.accept", payload={}, state="failed",
            ended_at=hook.created_at,
        )  # fmt: skip
    kept = world.kept
    return {
        "number": kept["case"], "draft_id": kept["draft"], "file_id": kept["file"],
        "subject_id": kept["subject"], "webhook_id": hook.public_id,
        "delivery_id": sent.public_id,
    }  # fmt: skip


def call(name: str, key: Program, parts: Mapping[str, str]) -> tuple[int, str]:
    """What an operation answers: the status and the body."""
    method, path, _ = OPERATIONS[name]
    address = path.removeprefix("/api/v1/").format(**{**ABSENT, **parts})
    with taken_back():
        if name in UPLOADS:
            answer = key.upload(address, SimpleUploadedFile("a.pdf", PDF), asked="")
        elif method in {"post", "patch"}:
            body = {**BODIES[name]}
            if name == "start_draft":
                body["subject_id"] = int(parts.get("subject_id", ABSENT["subject_id"]))
            answer = getattr(key, method)(address, body)
        else:
            answer = getattr(key, method)(address)
        told = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, told.decode("utf-8", "replace")


def test_every_operation_is_looked_at() -> None:
    assert {"read_case", "list_cases", "read_subject", "deliver_again"} <= set(SCOPED)
    assert len(NAMED) > 10
    sends = {name for name in SCOPED if OPERATIONS[name][0] in {"post", "patch"}}
    assert sends == set(BODIES) | UPLOADS
    assert SEEN <= set(NAMED) < set(SCOPED)
    gaps = {gap for name in SCOPED for gap in re.findall(r"{(\w+)}", OPERATIONS[name][1])}
    assert gaps == set(ABSENT)
    assert not OPEN & set(NAMED)


@pytest.mark.parametrize("name", SCOPED)
def test_without_the_scope_or_a_key_nothing_is_told(
    name: str, world: World, keys: dict[str, Program], real: dict[str, str]
) -> None:
    for parts in (real, ABSENT):
        status, body = call(name, keys["nothing"], parts)
        assert (status, '"no_scope"' in body) == (403, True)
        status, body = call(name, Program(Client(), ""), parts)
        assert (status, '"not_signed_in"' in body) == (401, True)


@pytest.mark.parametrize("name", [*NAMED, "start_draft"])
def test_another_places_objects_are_as_if_there_were_none(
    name: str, world: World, keys: dict[str, Program], real: dict[str, str]
) -> None:
    for place in OUTSIDE:
        there, absent = (call(name, keys[place], parts) for parts in (real, ABSENT))

        assert there == absent, place
        assert there[0] == (there[0] if name == "start_draft" else 404), place


@pytest.mark.parametrize("name", NAMED)
def test_what_is_there_for_a_key_is_found(
    name: str, world: World, keys: dict[str, Program], real: dict[str, str]
) -> None:
    found = {place: call(name, keys[place], real)[0] for place in ("own", "parent")}

    assert all(status < 500 for status in found.values())
    if name in SEEN:
        assert 404 not in found.values()
    elif "webhook" in OPERATIONS[name][1]:
        assert found["own"] < 300
        assert found["parent"] == 404
    assert call(name, keys["own"], ABSENT)[0] == 404


@pytest.mark.parametrize("name", sorted({*SCOPED} - {*NAMED}))
def test_lists_and_forms_name_nothing_of_another_place(
    name: str, world: World, keys: dict[str, Program], real: dict[str, str]
) -> None:
    for place in OUTSIDE:
        status, body = call(name, keys[place], {})
        assert status < 500
        assert not any(one in body for one in shown(real)), place
    if name == "list_cases":
        assert all(real["number"] in call(name, keys[one], {})[1] for one in ("own", "parent"))


def shown(real: Mapping[str, str]) -> Iterator[str]:
    """What must not be told: names that are long enough not to stand there by chance."""
    yield from (one for one in real.values() if len(one) > 8)
    with acting(SYSTEM):
        yield Case.objects.get(number=real["number"]).subject_name
