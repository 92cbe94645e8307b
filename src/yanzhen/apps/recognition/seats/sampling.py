"""The office looks at some of what employers decided: drawn by a seed, marked one by one.

made = draw(acting=office, city="hengyang", since=..., until=..., size=10, seed="")
mark(acting=office, sample=made.pk, place=1, outcome="finding", note="缺评审记录")

With the same seed, days and size anybody draws the same ones: each use has its place by the digest
of seed and id. What follows from a finding is a proceeding about the recognition, with a hearing.
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.recognition.errors import NoSuchRecognition, RecognitionRefused, Refusal
from yanzhen.apps.recognition.models.seat import SampledSeat, SeatSample, SeatUse
from yanzhen.apps.recognition.seats import words
from yanzhen.apps.recognition.seats.access import access_sample, require_office

MOST = 500
SEED = re.compile(r"[0-9A-Za-z._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn: uses of these days; without a seed one is made up."""

    city: str
    since: date | None
    until: date | None
    size: int
    seed: str = ""


def draw(*, acting: Actor, drawing: Drawing) -> SeatSample:
    """Drawn at once; RecognitionRefused with all that is wrong."""
    try:
        seat = organisation(drawing.city)
    except NoSuchOrganisation:
        raise RecognitionRefused([Refusal("no_city", words.NOT_IN_TEXT, "city")]) from None
    require_office(acting, seat.id)
    refusals = list(_wrong(drawing))
    if refusals or drawing.since is None or drawing.until is None:
        raise RecognitionRefused(refusals)
    seed = drawing.seed or secrets.token_hex(8)
    with transaction.atomic():
        uses = SeatUse.objects.visible_to(acting).filter(
            tenant=seat.id, at__date__gte=drawing.since, at__date__lte=drawing.until
        )
        found = list(uses.values_list("pk", flat=True))
        if not found:
            raise RecognitionRefused([Refusal("no_one", words.NO_ONE, "since")])
        with being(SYSTEM):
            made = SeatSample.objects.create(
                city=drawing.city, tenant_id=seat.id, seed=seed, size=drawing.size,
                since=drawing.since, until=drawing.until, population=len(found),
                made_by_id=acting.account_id,
            )  # fmt: skip
            SampledSeat.objects.bulk_create(
                SampledSeat(
                    sample=made, city=made.city, tenant_id=made.tenant_id, use_id=use, place=place
                )
                for place, use in enumerate(order_of(found, seed)[: drawing.size], 1)
            )
        record("recognition.seats_sampled", acting=acting, subject=f"seat-sample:{made.pk}",
               chain=made.city, details={"seed": seed, "size": made.size,
                                         "population": made.population})  # fmt: skip
    return made


def order_of(uses: Iterable[int], seed: str) -> list[int]:
    """The uses as a seed orders them.

    >>> order_of([1, 2, 3], "9f2c")
    [2, 3, 1]
    """
    return sorted(uses, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())


def mark(*, acting: Actor, sample: int, place: int, outcome: str, note: str = "") -> SampledSeat:
    """What came out; a finding says what it is. The last word stands, the audit log has each."""
    note = note.replace("\x00", "").strip()
    with transaction.atomic():
        found = access_sample(acting, sample)
        require_office(acting, found.tenant_id)
        rows = SampledSeat.objects.visible_to(acting).select_for_update(of=("self",))
        row = rows.filter(sample=found, place=place).first()
        if row is None:
            raise NoSuchRecognition(sample)
        if outcome not in (SampledSeat.Outcome.CHECKED, SampledSeat.Outcome.FINDING):
            raise RecognitionRefused([Refusal("no_outcome", words.NO_OUTCOME, "outcome")])
        if outcome == SampledSeat.Outcome.FINDING and not note:
            raise RecognitionRefused([Refusal("no_note", words.NO_NOTE, "note")])
        row.outcome, row.note = outcome, note
        row.marked_at, row.marked_by_name = timezone.now(), acting.name
        row.save(update_fields=["outcome", "note", "marked_at", "marked_by_name"])
        record("recognition.seats_marked", acting=acting, subject=f"seat-sample:{sample}",
               chain=found.city, details={"place": place, "outcome": outcome,
                                          "use": row.use_id})  # fmt: skip
    return row


def _wrong(drawing: Drawing) -> Iterator[Refusal]:
    if not 1 <= drawing.size <= MOST:
        yield Refusal("no_size", words.NO_SIZE, "size")
    if drawing.seed and SEED.fullmatch(drawing.seed) is None:
        yield Refusal("no_seed", words.NO_SEED, "seed")
    if drawing.since is None or drawing.until is None or drawing.since > drawing.until:
        yield Refusal("no_days", words.NO_DAYS, "since")
