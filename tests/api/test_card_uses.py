"""Uses of talent cards through the interface: a partner's key, the same key once, problems."""

import pytest
from tests.api.program import Program, program

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.clients.service import client_of
from yanzhen.apps.privileges import service
from yanzhen.apps.privileges.service import Limits
from yanzhen.apps.privileges.tests.gates import CITY, Gates, build_gates


@pytest.fixture
def gates(db: None, monkeypatch: pytest.MonkeyPatch) -> Gates:
    return build_gates(monkeypatch)


@pytest.fixture
def gate(gates: Gates) -> Program:
    """A key of a partner, on the list of the hospital."""
    made = program(CITY, "partner", scopes=("card-uses:write",))
    known = client_of(made.key)
    assert known is not None
    assert known.actor.account_id is not None
    with acting(gates.office) as office:
        service.add_member(
            acting=office, provider_id=gates.providers["hospital"],
            account_id=known.actor.account_id,
        )  # fmt: skip
    return made


def test_a_gate_records_a_use_once(gates: Gates, gate: Program) -> None:
    offer = gates.offer("hospital", Limits(per_day=1))
    use = {"code": "code-1", "privilege": offer}

    listed = gate.get("card-privileges").json()
    first = gate.post("card-uses", use, Idempotency_Key="gate-3")
    again = gate.post("card-uses", use, Idempotency_Key="gate-3")
    other = gate.post("card-uses", use)

    assert [(one["id"], one["per_day"]) for one in listed] == [(offer, 1)]
    assert first.status_code == 201
    assert first.json()["fresh"]
    assert again.json()["id"] == first.json()["id"]
    assert other.status_code == 422
    assert other.json()["findings"][0]["code"] == "reached_day"


def test_a_key_counts_once_also_after_the_kept_answer_is_gone(gates: Gates, gate: Program) -> None:
    offer = gates.offer("hospital")
    first = gate.post("card-uses", {"code": "code-1", "privilege": offer}, Idempotency_Key="g-1")

    with acting(gates.actors["hospital"]) as partner:
        again = service.record_code(
            acting=partner, code="code-1", privilege_id=offer, key="api/g-1"
        )

    assert (again.id, again.fresh) == (first.json()["id"], False)


def test_what_is_refused_is_a_problem(gates: Gates, gate: Program) -> None:
    offer, other = gates.offer("hospital"), gates.offer("museum")

    def answer(**use: object) -> tuple[int, str]:
        given = gate.post("card-uses", {"code": "code-1", "privilege": offer, **use})
        found = given.json()["findings"]
        return given.status_code, found[0]["code"] if found else given.json()["code"]

    assert answer(code="no card") == (422, "not_a_card")
    assert answer(privilege=other) == (404, "not_found")
    assert answer(at="2099-01-01T00:00:00Z") == (422, "tomorrow")
    assert answer(at="0001-01-01T00:00:00Z") == (422, "too_old")


def test_a_key_without_a_provider_or_without_the_scope_finds_nothing(gates: Gates) -> None:
    offer = gates.offer("hospital")
    use = {"code": "code-1", "privilege": offer}

    assert program(CITY, "partner").post("card-uses", use).status_code == 404
    assert program(CITY, "clerk").post("card-uses", use).status_code == 404
    assert program(CITY, "partner", scopes=()).post("card-uses", use).status_code == 403
