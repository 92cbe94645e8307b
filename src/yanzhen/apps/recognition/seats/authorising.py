"""What the office does: authorise an employer, change its seats, end it, let a seat return.

one = authorise(acting=office, granting=Granting(city="hengyang", employer="9143...", seats=5, ...))
resize(acting=office, key=one.pk, seats=8, reason="市委人才办〔2026〕21号")
close(acting=office, key=one.pk, reason="...")        what is not used is taken back
give_back(acting=office, use=7, reason="...")         of a recognition that holds no more
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.organisations.service import NoSuchOrganisation, Seat, organisation
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.apps.recognition.errors import RecognitionRefused, Refusal
from yanzhen.apps.recognition.levels import kind_named
from yanzhen.apps.recognition.models import Recognition
from yanzhen.apps.recognition.models.seat import Authorisation, SeatUse
from yanzhen.apps.recognition.seats import counting, words
from yanzhen.apps.recognition.seats.access import access_authorisation, access_use, require_office
from yanzhen.apps.recognition.seats.telling import tell_employer, write_down
from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack
from yanzhen.policy.recognising import SelfRecognition

AUTHORISED = "self_recognition_authorised"
MOST = 1000
YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Granting:
    """What the office enters; `employer` is a credit code or a whole name."""

    city: str
    employer: str
    kind: str
    seats: int
    scope: str
    basis: str
    valid_from: date | None
    valid_until: date | None
    levels: tuple[str, ...] = ()
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    is_demo: bool = False


def authorise(*, acting: Actor, granting: Granting) -> Authorisation:
    """The employer may recognise from its first day on; RecognitionRefused with all reasons."""
    pack, seat, said = _rules(granting.city)
    require_office(acting, seat.id)
    with transaction.atomic():
        found = _employers(acting, granting.employer)
        if found:  # two offices at once do not authorise the same employer twice
            with being(SYSTEM):
                registry.access_subject(SYSTEM, found[0][0], change=True)
        earlier = _earlier(seat, granting)
        if earlier is not None:
            return earlier
        refusals = [*_unfit(granting, pack, said), *_not_one(found, granting, seat)]
        if refusals or granting.valid_from is None or granting.valid_until is None:
            raise RecognitionRefused(refusals)
        with being(SYSTEM):
            one = Authorisation.objects.create(
                city=granting.city, tenant_id=seat.id, employer_id=found[0][0],
                employer_name=found[0][1], kind=granting.kind, levels=list(granting.levels),
                scope=granting.scope, clause=said.clause, basis=granting.basis,
                valid_from=granting.valid_from, valid_until=granting.valid_until,
                key=granting.key, made_by_id=acting.account_id, is_demo=granting.is_demo,
            )  # fmt: skip
            counting.open_line(acting, one, pack, said.pool)
            counting.given(acting, one, granting.seats, granting.basis)
            _record_fact(one, pack, seat)
        write_down(one, "authorised", acting, seats=granting.seats)
        tell_employer(one, "seats_authorised", count=granting.seats, until=granting.valid_until)
    return one


def resize(*, acting: Actor, key: int, seats: int, reason: str) -> None:
    """So many in all from now on; what is used stays used."""
    with transaction.atomic():
        one = _to_change(acting, key, reason)
        if not 1 <= seats <= MOST:
            raise RecognitionRefused([Refusal("no_seats", words.NO_SEATS, "seats")])
        was = counting.standing(one).allotted
        if seats == was:
            return
        with being(SYSTEM):
            move = counting.given if seats > was else counting.taken_back
            move(acting, one, abs(seats - was), reason.strip())
        write_down(one, "resized", acting, seats=seats, was=was)
        tell_employer(one, "seats_resized", count=seats)


def close(*, acting: Actor, key: int, reason: str) -> None:
    """Over from today on: what is not used is taken back; what was recognised stays."""
    with transaction.atomic():
        one = _to_change(acting, key, reason)
        today = timezone.localdate()
        with being(SYSTEM):
            free = counting.standing(one).available
            if free:
                counting.taken_back(acting, one, free, reason.strip())
            one.closed_on, one.closed_reason = today, reason.strip()
            one.save(update_fields=["closed_on", "closed_reason"])
            _end_fact(one, today)
        write_down(one, "closed", acting, unused=free)
        tell_employer(one, "seats_closed")


def give_back(*, acting: Actor, use: int, reason: str) -> None:
    """The office lets the seat of a recognition that holds no more be used again."""
    with transaction.atomic():
        found = access_use(acting, use)
        one = access_authorisation(acting, found.authorisation_id, change=True)
        require_office(acting, one.tenant_id)
        with being(SYSTEM):
            found = SeatUse.objects.select_related("recognition").get(pk=use)
            refusals = list(_not_returned(found, reason))
            if refusals:
                raise RecognitionRefused(refusals)
            counting.returned(found, one, reason.strip())
            found.state, found.returned_at = SeatUse.State.RETURNED, timezone.now()
            found.returned_by_name, found.returned_reason = acting.name, reason.strip()
            found.save(
                update_fields=["state", "returned_at", "returned_by_name", "returned_reason"]
            )
        write_down(one, "returned", acting, use=found.pk)
        tell_employer(one, "seat_returned", number=found.recognition.number)


def _rules(city: str) -> tuple[Pack, Seat, SelfRecognition]:
    try:
        pack, seat = published_pack(city), organisation(city)
    except (NotPublished, NoSuchOrganisation):
        raise RecognitionRefused([Refusal("no_city", words.NOT_IN_TEXT, "city")]) from None
    said = pack.recognition.self_recognition
    if said is None:
        raise RecognitionRefused([Refusal("not_in_text", words.NOT_IN_TEXT, "city")])
    return pack, seat, said


def _employers(acting: Actor, text: str) -> list[tuple[int, str]]:
    """Those of the registry that fit; the one of this very name before those alike."""
    rows = registry.search(acting, text, "employer").values_list("pk", "name") if text else ()
    found = list(rows[:20])
    return [one for one in found if one[1] == text] or found


def _unfit(granting: Granting, pack: Pack, said: SelfRecognition) -> Iterator[Refusal]:
    kind = kind_named(pack, granting.kind) if granting.kind in said.kinds else None
    if kind is None:
        yield Refusal("no_kind", words.NO_KIND, "kind")
    elif set(granting.levels) - set(kind.levels) or (kind.levels and not granting.levels):
        yield Refusal("no_levels", words.NO_LEVELS, "levels")
    if not 1 <= granting.seats <= MOST:
        yield Refusal("no_seats", words.NO_SEATS, "seats")
    if not granting.scope:
        yield Refusal("no_scope", words.NO_SCOPE, "scope")
    if not granting.basis:
        yield Refusal("no_basis", words.NO_BASIS, "basis")
    since, until = granting.valid_from, granting.valid_until
    if since is None or until is None or until < since:
        yield Refusal("no_days", words.NO_DAYS, "valid_until")
    elif until - since >= YEAR:
        yield Refusal("too_long", words.TOO_LONG, "valid_until")


def _not_one(found: list[tuple[int, str]], granting: Granting, seat: Seat) -> Iterator[Refusal]:
    """The employer is not known, or is authorised already in some of this time."""
    if not found:
        yield Refusal("no_employer", words.NO_EMPLOYER, "employer")
    elif len(found) > 1:
        yield Refusal("many_employers", words.MANY_EMPLOYERS, "employer")
    elif granting.valid_from and granting.valid_until:
        # One that was ended held until the day before.
        held = Q(closed_on=None) | Q(closed_on__gt=Greatest("valid_from", granting.valid_from))
        with being(SYSTEM):
            rows = Authorisation.objects.filter(
                held, tenant=seat.id, employer=found[0][0],
                valid_from__lte=granting.valid_until, valid_until__gte=granting.valid_from,
            )  # fmt: skip
            if rows.exists():
                yield Refusal("overlaps", words.OVERLAPS, "employer")


def _earlier(seat: Seat, granting: Granting) -> Authorisation | None:
    with being(SYSTEM):
        return Authorisation.objects.filter(tenant=seat.id, key=granting.key).first()


def _to_change(acting: Actor, key: int, reason: str) -> Authorisation:
    one = access_authorisation(acting, key, change=True)
    require_office(acting, one.tenant_id)
    refusals = [Refusal("closed", words.CLOSED)] if one.closed_on else []
    if not reason.strip():
        refusals.append(Refusal("needs_reason", words.NO_REASON, "reason"))
    if refusals:
        raise RecognitionRefused(refusals)
    return one


def _not_returned(use: SeatUse, reason: str) -> Iterator[Refusal]:
    if use.state == SeatUse.State.RETURNED:
        yield Refusal("is_returned", words.IS_RETURNED)
    if use.recognition.state not in (Recognition.State.WITHDRAWN, Recognition.State.ENDED):
        yield Refusal("still_held", words.STILL_HELD)
    if not reason.strip():
        yield Refusal("needs_reason", words.NO_REASON, "reason")


def _record_fact(one: Authorisation, pack: Pack, seat: Seat) -> None:
    """By this the rules know that the employer is authorised, from day to day."""
    if AUTHORISED not in pack.vocabulary.facts:
        return
    one.fact_id = registry.record_fact(
        acting=SYSTEM, subject_id=one.employer_id, name=AUTHORISED, value=True,
        grade=registry.Grade.A, city=one.city, source=seat.label.zh, evidence=f"seats:{one.pk}",
        valid_from=one.valid_from, valid_until=one.valid_until,
    ).pk  # fmt: skip
    one.save(update_fields=["fact_id"])


def _end_fact(one: Authorisation, today: date) -> None:
    """Held until yesterday; one that never held a whole day is taken out."""
    if one.fact_id is None:
        return
    last = today - timedelta(days=1)
    if last < one.valid_from:
        registry.withdraw_fact(acting=SYSTEM, fact_id=one.fact_id, reason=f"seats:{one.pk}")
    elif last < one.valid_until:
        registry.end_fact(
            acting=SYSTEM, fact_id=one.fact_id, last_day=last, reason=f"seats:{one.pk}"
        )
