"""Reads over authorisations, uses and samples, each for an actor."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.ledgers.service import Balance, balances
from yanzhen.apps.organisations.service import organisation, organisations_by_id
from yanzhen.apps.policies.service import kept_pack, published_cities, published_pack
from yanzhen.apps.recognition.access import may_office
from yanzhen.apps.recognition.levels import kind_named, label_of
from yanzhen.apps.recognition.models import Recognition
from yanzhen.apps.recognition.models.seat import Authorisation, SampledSeat, SeatSample, SeatUse
from yanzhen.apps.recognition.seats import access
from yanzhen.apps.recognition.seats.shown import (
    AuthorisationShown,
    Offered,
    SampledShown,
    SampleShown,
    UseShown,
)
from yanzhen.apps.recognition.seats.telling import whom_to_ask
from yanzhen.apps.recognition.words import labels
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy.vocabulary import Label

MOST = 500
"""Rows that one page is given."""
OUTCOMES_EN = {
    SampledSeat.Outcome.OPEN: "Not looked at",
    SampledSeat.Outcome.CHECKED: "Checked, nothing wrong",
    SampledSeat.Outcome.FINDING: "Finding",
}


def of_office(actor: Actor) -> tuple[AuthorisationShown, ...]:
    """Those of the places where she works in an office that reads them, the latest first."""
    rows = Authorisation.objects.visible_to(actor).filter(tenant__in=actor.tenants)
    seen = (one for one in _ordered(rows) if access.reads(actor, one.tenant_id))
    return _authorisations(actor, seen)


def of_employers(actor: Actor) -> tuple[AuthorisationShown, ...]:
    """Those of her employers."""
    rows = Authorisation.objects.visible_to(actor).filter(employer__in=actor.employers)
    return _authorisations(actor, _ordered(rows))


def authorisation(actor: Actor, key: int) -> AuthorisationShown:
    """One; NoSuchRecognition when it is not there for her."""
    return _authorisations(actor, [access.access_authorisation(actor, key)])[0]


def uses_of(actor: Actor, key: int) -> tuple[UseShown, ...]:
    """What was decided under one, the latest first."""
    found = access.access_authorisation(actor, key)
    return _uses(actor, SeatUse.objects.visible_to(actor).filter(authorisation=found))


def uses_of_employers(actor: Actor) -> tuple[UseShown, ...]:
    return _uses(actor, SeatUse.objects.visible_to(actor).filter(employer__in=actor.employers))


def samples(actor: Actor) -> tuple[SampleShown, ...]:
    rows = _counted(SeatSample.objects.visible_to(actor)).order_by("-pk")[:MOST]
    return tuple(_sample(one) for one in rows if access.reads(actor, one.tenant_id))


def sample(actor: Actor, key: int) -> tuple[SampleShown, tuple[SampledShown, ...]]:
    """A sample and what was drawn."""
    found = access.access_sample(actor, key)
    shown = _sample(_counted(SeatSample.objects.visible_to(actor)).get(pk=found.pk))
    items = list(SampledSeat.objects.visible_to(actor).filter(sample=found).order_by("place"))
    rows = SeatUse.objects.visible_to(actor).filter(pk__in=[one.use_id for one in items])
    uses = {one.id: one for one in _uses(actor, rows)}
    return shown, tuple(_sampled(one, uses[one.use_id]) for one in items)


def offered(actor: Actor) -> tuple[Offered, ...]:
    """The cities in which her office authorises employers, by their text."""
    with being(SYSTEM):
        cities = [one.city for one in published_cities()]
    seats = ((city, organisation(city)) for city in cities)
    return tuple(
        shown
        for city, seat in seats
        if may_office(actor, seat.id) and (shown := _offered(city, seat.label)) is not None
    )


def cities_that_authorise() -> tuple[Label, ...]:
    """The cities whose text knows recognition by employers."""
    with being(SYSTEM):
        cities = [one.city for one in published_cities()]
    return tuple(
        organisation(city).label
        for city in cities
        if published_pack(city).recognition.self_recognition is not None
    )


def _offered(city: str, place: Label) -> Offered | None:
    pack = published_pack(city)
    said = pack.recognition.self_recognition
    if said is None:
        return None
    kinds = [one for one in pack.recognition.kinds if one.id in said.kinds]
    levels = {level: label_of(pack, kind, level) for kind in kinds for level in kind.levels}
    return Offered(
        city, place, pack.clause_label(said.clause), tuple((o.id, o.label) for o in kinds),
        tuple(levels.items()), said.notes,
    )  # fmt: skip


def _ordered(rows: QuerySet[Authorisation]) -> Iterable[Authorisation]:
    """Those that were not ended first, the latest before the others."""
    order = (F("closed_on").desc(nulls_first=True), "-valid_until", "-pk")
    return rows.select_related("made_by").order_by(*order)[:MOST]


def _authorisations(actor: Actor, rows: Iterable[Authorisation]) -> tuple[AuthorisationShown, ...]:
    listed = list(rows)
    held = balances(one.line for one in listed if one.line)
    places = organisations_by_id({one.tenant_id for one in listed})
    return tuple(_authorisation(actor, one, held, places[one.tenant_id].label) for one in listed)


def _authorisation(
    actor: Actor, one: Authorisation, held: Mapping[str, Balance], place: Label
) -> AuthorisationShown:
    pack, seats = published_pack(one.city), held.get(one.line or "", Balance())
    kind = kind_named(pack, one.kind)
    return AuthorisationShown(
        one.pk, one.city, place, one.employer_id, one.employer_name,
        kind.label if kind else Label(one.kind, one.kind),
        tuple((level, label_of(pack, kind, level)) for level in one.levels), one.scope,
        pack.clause_label(one.clause), one.basis, one.valid_from, one.valid_until,
        state_of(one, timezone.localdate()), one.closed_on, one.closed_reason, seats.allotted,
        seats.spent, seats.available, one.made_by.shown_name if one.made_by else "", one.made_at,
        whom_to_ask(one), one.is_demo, may_office(actor, one.tenant_id),
    )  # fmt: skip


def state_of(one: Authorisation, today: date) -> str:
    if one.closed_on is not None:
        return "closed"
    if today < one.valid_from:
        return "coming"
    return "open" if today <= one.valid_until else "over"


def _uses(actor: Actor, rows: QuerySet[SeatUse]) -> tuple[UseShown, ...]:
    found = list(rows.select_related("authorisation").order_by("-pk")[:MOST])
    with being(SYSTEM):  # whoever sees the use sees the recognition that it made
        made = Recognition.objects.in_bulk([one.recognition_id for one in found])
    return tuple(_use(actor, one, made[one.recognition_id]) for one in found)


def _use(actor: Actor, one: SeatUse, made: Recognition) -> UseShown:
    pack = kept_pack(made.city, made.pack_hash)
    is_returned = one.state == SeatUse.State.RETURNED
    is_over = made.state in (Recognition.State.WITHDRAWN, Recognition.State.ENDED)
    return UseShown(
        one.pk, one.authorisation_id, one.authorisation.employer_name, made.subject_name,
        masked_name(made.subject_name), made.number, made.state,
        labels(Recognition.State)[made.state],
        label_of(pack, kind_named(pack, made.kind), made.level), one.decision, one.decided_on,
        one.reason, one.papers, one.at, one.by_name, is_returned, one.returned_at,
        one.returned_reason, is_over and not is_returned and may_office(actor, one.tenant_id),
    )  # fmt: skip


def _counted(rows: QuerySet[SeatSample]) -> QuerySet[SeatSample]:
    return rows.select_related("made_by", "tenant").annotate(
        n_drawn=Count("items"),
        n_checked=Count("items", filter=Q(items__outcome="checked")),
        n_findings=Count("items", filter=Q(items__outcome="finding")),
    )


def _sample(one: SeatSample) -> SampleShown:
    counts = (getattr(one, name) for name in ("n_drawn", "n_checked", "n_findings"))
    return SampleShown(
        one.pk, one.city, organisation(one.city).label, one.seed, one.size, one.since, one.until,
        one.population, one.made_by.shown_name if one.made_by else "", one.made_at, *counts,
    )  # fmt: skip


def _sampled(one: SampledSeat, use: UseShown) -> SampledShown:
    outcome = SampledSeat.Outcome(one.outcome)
    return SampledShown(
        one.place, use, one.outcome, Label(str(outcome.label), OUTCOMES_EN[outcome]), one.note,
        one.marked_by_name, one.marked_at,
    )  # fmt: skip
