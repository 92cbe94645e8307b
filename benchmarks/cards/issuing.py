"""Cards for everybody who is recognised, beside a bare COPY of the same rows; the status list.

So many people are recognised in Hengyang, whose text names that as a basis. They are found and
issued to as the background task does it, as the service's role, by the talent office. Then one in
a hundred is revoked and the city's list is built; at last a list with a million cards.
"""

from __future__ import annotations

import random
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

import psycopg
import segno
from money.bare import copied
from money.load import load
from service.standing import standing

from yanzhen.config.serve import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

CITY, PROGRAMME = "hengyang", "talent-card"
SEED = """
    INSERT INTO registry_subject (kind, name, name_key, found_by, created_at)
    SELECT 'person', '某人', 'bench', '{}', now() FROM generate_series(1, %(n)s);
    INSERT INTO recognition_recognition
           (number, city, tenant_id, subject_id, is_told, is_shared, kind, level, subject_name,
            basis_item, clause, trace_hash, pack_hash, case_number, by, source, reason, conclusion,
            state, valid_from, made_at)
    SELECT 'R-' || s.id, 'hengyang', o.id, s.id, true, false, 'high-level', 'C', s.name, '', '',
           '', %(pack)s, 'X-' || s.id, 'case', '', '', '{}', 'current', '2026-03-01', now()
      FROM registry_subject AS s, organisations_organisation AS o
     WHERE o.code = 'hengyang' AND s.name_key = 'bench';
    ANALYZE
"""
REVOKE = """
    UPDATE cards_card SET state = 'revoked', cause = 'office', ended_at = now() WHERE id % 100 = 0;
    UPDATE cards_series SET revision = revision + 1
"""
MILLION = 1_000_000


def report(size: int) -> None:
    """Everything in one database, with the load of the machine beside it."""
    print(f"\n{size:,} cards   {load()}")
    with standing() as cluster:
        prepare()
        office = _office()
        with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
            _seed(owner, size)
            _issue(owner, office, size)
            _status(owner)
        _tokens()
    _million()


def _issue(owner: psycopg.Connection[Any], office: Any, size: int) -> None:
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    cards: Any = import_module("yanzhen.apps.cards.service")
    found: list[Any] = []
    with accounts.acting(office):
        finding = _seconds(lambda: found.extend(cards.due(CITY, ["high-level"])))
        issuing = _seconds(lambda: cards.issue_many(
            acting=office, city=CITY, programme=PROGRAMME, grounds=found
        ))  # fmt: skip
    (count,) = owner.execute("SELECT count(*) FROM cards_card").fetchone() or (0,)
    if count != size:
        raise SystemExit(f"{count} cards instead of {size}")
    floor = copied(owner, "cards_card", "true")
    print(
        f"  found {finding:.1f} s, issued {issuing:.1f} s ({size / issuing:,.0f} a second), "
        f"together {finding + issuing:.1f} s of 60; bare COPY {floor:.2f} s   {load()}"
    )


def _status(owner: psycopg.Connection[Any]) -> None:
    cards: Any = import_module("yanzhen.apps.cards.service")
    owner.execute(REVOKE)
    built = _seconds(lambda: cards.published_status(CITY))
    again = _seconds(lambda: cards.published_status(CITY))
    size = len(cards.published_status(CITY).token)
    print(
        f"  status list, one in 100 revoked: {size / 1024:.1f} KiB, built {built * 1000:.0f} ms, "
        f"given out again {again * 1000:.1f} ms"
    )


def _tokens() -> None:
    """Codes of a card with a long name, as many letters and as large a QR code as there are."""
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    tokens: Any = import_module("yanzhen.apps.cards.tokens")
    models: Any = import_module("yanzhen.apps.cards.models")
    with accounts.acting(accounts.SYSTEM):
        card = models.Card.objects.exclude(state="revoked").first()
        made: list[str] = []
        seconds = _seconds(lambda: made.append(tokens.print_token(
            acting=accounts.SYSTEM, card_id=card.pk
        )))  # fmt: skip
    code = segno.make_qr(made[0], error="l", boost_error=True)
    print(
        f"  a printed code: {len(made[0])} letters, QR version {code.designator}, "
        f"signed in {seconds * 1000:.1f} ms"
    )


def _million() -> None:
    """The list of a million cards with one in a hundred, and one in a thousand, revoked."""
    offline: Any = import_module("yanzhen.apps.cards.offline")
    room = MILLION * 2
    for one_in in (1000, 100, 20):
        places = random.Random(7).sample(range(room), MILLION // one_in)
        spread = dict.fromkeys(places, "revoked")
        packed: list[bytes] = []
        seconds = _seconds(lambda: packed.append(offline.packed(room, spread)))  # noqa: B023
        payload: list[Any] = []
        told = {"issued": 0, "expires": 1, "ttl": 1, "address": ""}
        squeezed = _seconds(lambda: payload.append(offline.status_payload(packed[0], **told)))  # noqa: B023
        size = len(payload[0]["status_list"]["lst"])
        print(
            f"  a million cards, one in {one_in} revoked: {size / 1024:.1f} KiB, "
            f"{(seconds + squeezed) * 1000:.0f} ms"
        )


def _office() -> Any:
    """Somebody of the talent office."""
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    organisations: Any = import_module("yanzhen.apps.organisations.service")
    with accounts.acting(accounts.SYSTEM):
        office = organisations.organisation(f"{CITY}/talent_office").id
        made = accounts.create_account(email="office@example.cn", name="office")
        accounts.give_assignment(
            acting=accounts.SYSTEM, account_id=made.pk, role=accounts.Role.TALENT_OFFICE,
            organisation_id=office,
        )  # fmt: skip
        return accounts.actor_of(made)


def _seed(owner: psycopg.Connection[Any], size: int) -> None:
    policies: Any = import_module("yanzhen.apps.policies.service")
    pack = policies.published_pack(CITY).content_hash
    for part in SEED.split(";"):
        owner.execute(part, {"n": size, "pack": pack})  # type: ignore[arg-type]


def _seconds(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    do()
    return time.perf_counter() - begin
