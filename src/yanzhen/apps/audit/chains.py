"""Linking events to their chain, and walking it.

    link_waiting("xiangtan")   ->  3
    verify_chain("xiangtan")   ->  Verified("xiangtan", 1204, head) | Broken("xiangtan", 17, ...)

A link is made in a short transaction after the event's own. One at a time makes links of a chain;
who finds another at it leaves the work to it. An event that a killed process left waiting gets
its link with the next one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max, Q

from yanzhen.apps.audit.digests import START, digest_of, joined
from yanzhen.apps.audit.errors import Unrecordable
from yanzhen.apps.audit.models import Event, Link, Waiting
from yanzhen.apps.audit.rows import seeing_all

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Verified:
    """A chain without a break: how many events, and the hash of the last link."""

    chain: str
    events: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which a chain does not hold, and what is wrong there."""

    chain: str
    number: int
    event_id: int | None
    zh: str
    en: str


CHANGED = ("事件内容与摘要不符，被改动过", "the event was changed: it has another digest")
CUT = ("缺少编号，有记录被删除", "a number is missing: something was deleted")
RELINKED = ("与上一条接不上", "it does not hang on the one before")
SHORTENED = ("记下的链尾不在链上，链被截断或重写", "the noted head is not on it: cut or rewritten")
LOOSE = ("事件不在链上，链接被删除", "an event has no link: its link was deleted")


def link_waiting(chain: str, *, patient: bool = True) -> int:
    """Link what waits; how many that were. Without patience, nothing when another is at it."""
    done = 0
    with seeing_all():
        while step := _link_some(chain, patient):
            done += step
    return done


def link_all() -> int:
    """Link what waits in every chain."""
    with seeing_all():
        chains = list(Waiting.objects.order_by().values_list("chain", flat=True).distinct())
    return sum(map(link_waiting, chains))


def chains() -> list[str]:
    """The names of all chains."""
    with seeing_all():
        linked = {*Link.objects.order_by().values_list("chain", flat=True).distinct()}
        told = {*Event.objects.order_by().values_list("chain", flat=True).distinct()}
    return sorted(linked | told)


def length(chain: str) -> int:
    """How many links a chain has, by the number of its last."""
    with seeing_all():
        return Link.objects.filter(chain=chain).aggregate(Max("number"))["number__max"] or 0


def nobody_watches(_done: int) -> None:
    """For a walk that nobody waits for."""


def verify_chain(
    chain: str, noted: bytes | None = None, *, told: Callable[[int], None] = nobody_watches
) -> Verified | Broken:
    """Walk a chain from its beginning; the hash of a link that was noted once has to be on it.

    A chain says by itself when something in it was changed or taken out, not when its end was cut
    off with everything that hung there: for that somebody notes its head elsewhere. `told` hears
    how many more links were walked, and may stop the walk by raising.
    """
    link_waiting(chain)
    with seeing_all():
        found = _walk(chain, told)
        if isinstance(found, Broken):
            return found
        if noted is not None and not Link.objects.filter(chain=chain, hash=noted).exists():
            return Broken(chain, found.events, None, *SHORTENED)
        return _loose(chain) or found


def _link_some(chain: str, patient: bool) -> int:
    with transaction.atomic():
        if not _alone(chain, patient):
            return 0
        waiting = list(
            Waiting.objects.filter(chain=chain).select_related("event").order_by("pk")[:BATCH]
        )
        if not waiting:
            return 0
        last = Link.objects.filter(chain=chain).order_by("-number").first()
        number, previous = (last.number, bytes(last.hash)) if last else (0, START)
        links = []
        for one in waiting:
            number += 1
            hashed = joined(previous, number, bytes(one.event.digest))
            links.append(Link(event=one.event, chain=chain, number=number,
                              previous=previous, hash=hashed))  # fmt: skip
            previous = hashed
        Link.objects.bulk_create(links)
        Waiting.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    return len(links)


def _alone(chain: str, patient: bool) -> bool:
    """Whether this transaction is the one that makes links of the chain."""
    wait = "pg_advisory_xact_lock" if patient else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        # What a power cut takes of the links is made again; the events themselves are not waiting.
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(f"SELECT {wait}(hashtext(%s))", [f"audit.chain:{chain}"])
        row = cursor.fetchone()
    return patient or bool(row and row[0])


def _links(chain: str) -> Iterator[Link]:
    rows = Link.objects.filter(chain=chain).select_related("event").order_by("number")
    yield from rows.iterator(chunk_size=BATCH)


def _walk(chain: str, told: Callable[[int], None]) -> Verified | Broken:
    number, previous = 0, START
    for link in _links(chain):
        number += 1
        wrong = _wrong(link, number, previous)
        if wrong is not None:
            return Broken(chain, number, link.event_id, *wrong)
        previous = bytes(link.hash)
        if number % BATCH == 0:
            told(BATCH)
    told(number % BATCH)
    return Verified(chain, number, previous)


def _wrong(link: Link, number: int, previous: bytes) -> tuple[str, str] | None:
    if link.number != number:
        return CUT
    event, digest = link.event, bytes(link.event.digest)
    if event.chain != link.chain or digest_now(event) != digest:
        return CHANGED
    if bytes(link.previous) != previous or bytes(link.hash) != joined(previous, number, digest):
        return RELINKED
    return None


def digest_now(event: Event) -> bytes:
    """The digest of an event as it stands there now."""
    try:
        return digest_of(
            chain=event.chain, kind=event.kind, at=event.at, account_id=event.account_id,
            name=event.name, subject=event.subject, details=event.details,
        )  # fmt: skip
    except Unrecordable:
        return b""


def _loose(chain: str) -> Broken | None:
    """An event that neither hangs nor waits; one statement sees one state of both tables."""
    lost = Event.objects.filter(Q(link=None, waiting=None), chain=chain).order_by("pk").first()
    return Broken(chain, 0, lost.pk, *LOOSE) if lost else None
