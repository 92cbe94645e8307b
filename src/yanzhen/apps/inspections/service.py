"""The inspections' public face: what auditors check and draw, and what they found.

start_seals(auditor, "xiangtan/talent-fund")       in the background; `checks` has what was found
sample(auditor, open_sample(auditor, "movements", "xiangtan/talent-fund", 20, since, until)).items
mark(auditor, 3, place=1, outcome="finding", note="缺少收款凭证")
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.service import AwardRow
from yanzhen.apps.inspections import actions, tasks
from yanzhen.apps.inspections.access import access_sample, audited_cities, require_auditor
from yanzhen.apps.inspections.errors import InspectionRefused, NoSuchSample, Refusal
from yanzhen.apps.inspections.models import Check, Item, Sample
from yanzhen.apps.inspections.tasks import BALANCES, DRAW, SEALS
from yanzhen.apps.jobs.service import Standing, Task, standings, start
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import BookShown, MovementShown
from yanzhen.policy.vocabulary import Label

__all__ = [
    "CheckShown", "InspectionRefused", "ItemShown", "NoSuchSample", "Refusal", "SampleShown",
    "SampleWhole", "books", "checks", "mark", "open_sample", "sample", "samples", "start_balances",
    "start_seals", "under_way",
]  # fmt: skip
LATEST = 50


@dataclass(frozen=True, slots=True)
class CheckShown:
    """The last check of a book's seals (or of all balances), and who ran it."""

    book: str
    holds: bool
    said: Label
    head: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SampleShown:
    """A sample in the list; `population` is None until it was drawn."""

    id: int
    kind: str
    label: Label
    scope: str
    seed: str
    size: int
    since: datetime
    until: datetime
    population: int | None
    made_by: str
    made_at: datetime
    drawn: int
    checked: int
    findings: int


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What was drawn, with the award and the movement that belong to it, and what came out."""

    place: int
    movement: MovementShown | None
    award: AwardRow | None
    outcome: str
    label: Label
    note: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SampleWhole:
    """A sample with everything that was drawn."""

    row: SampleShown
    items: tuple[ItemShown, ...]


KINDS_EN = {Sample.Kind.MOVEMENTS: "Movements", Sample.Kind.AWARDS: "Awards"}
OUTCOMES_EN = {
    Item.Outcome.OPEN: "Not looked at", Item.Outcome.CHECKED: "Checked, nothing wrong",
    Item.Outcome.FINDING: "Finding",
}  # fmt: skip


# ---------------------------------------------------------------- checks


def books(actor: Actor) -> tuple[BookShown, ...]:
    """The books that she audits, without their lines."""
    found = (one for city in audited_cities(actor) for one in ledgers.named(actor, city))
    return tuple(one for one in found if one.tenant_id in actor.audited)


def start_seals(actor: Actor, book: str) -> Standing:
    """Check the seals of a book in the background."""
    found = next((one for one in books(actor) if one.code == book), None)
    if found is None:
        raise ledgers.NoSuchLine(book)
    require_auditor(actor, found.tenant_id)
    return start(
        SEALS, {"book": book, "tenant": found.tenant_id}, acting=actor,
        turn=f"inspections.seals:{book}",
    )  # fmt: skip


def start_balances(actor: Actor) -> Standing:
    """Add up all balances anew in the background."""
    return start(
        BALANCES, {"tenant": actions.top_of(actor)}, acting=actor, turn="inspections.balances"
    )


def checks(actor: Actor, books: Iterable[str]) -> Mapping[str, CheckShown]:
    """The last check of each of these books, and of the balances (under the empty name)."""
    rows = Check.objects.visible_to(actor).filter(
        Q(kind=Check.Kind.SEALS, book__in=list(books)) | Q(kind=Check.Kind.BALANCES)
    )
    latest = rows.order_by("kind", "book", "-id").distinct("kind", "book")
    return {
        one.book: CheckShown(
            one.book, one.holds, tasks.said_of(one), one.head, one.at, one.by_name
        )
        for one in latest
    }  # fmt: skip


def under_way(actor: Actor, *also: Task) -> tuple[Standing, ...]:
    """What she started of these, and `also` of others, and is not finished."""
    found = standings(SEALS, BALANCES, DRAW, *also, acting=actor)
    return tuple(one for one in found if one.is_under_way)


# ---------------------------------------------------------------- samples


def open_sample(
    actor: Actor, kind: str, scope: str, size: int, since: datetime, until: datetime,
    seed: str = "",
) -> int:  # fmt: skip
    """A sample, drawn in the background; its id. InspectionRefused with all that is wrong."""
    made = actions.open_sample(
        acting=actor, kind=kind, scope=scope, size=size, since=since, until=until, seed=seed
    )
    start(DRAW, {"sample": made.pk}, acting=actor, turn=f"inspections.draw:{made.pk}")
    return made.pk


def samples(actor: Actor) -> tuple[SampleShown, ...]:
    """The latest samples of her places."""
    rows = Sample.objects.visible_to(actor).annotate(**_COUNTS).order_by("-pk")
    return tuple(_sample(one) for one in rows[:LATEST])


def sample(actor: Actor, sample_id: int) -> SampleWhole:
    """A sample with everything that was drawn; NoSuchSample when it is not there for her."""
    found = access_sample(actor, sample_id)
    counted = Sample.objects.visible_to(actor).annotate(**_COUNTS).get(pk=found.pk)
    items = list(Item.objects.visible_to(actor).filter(sample=found).order_by("place"))
    return SampleWhole(_sample(counted), _items(actor, items))


def mark(actor: Actor, sample_id: int, place: int, outcome: str, note: str = "") -> None:
    """What came out when she looked: `checked`, or a `finding` with a note."""
    actions.mark(acting=actor, sample=sample_id, place=place, outcome=outcome, note=note)


_COUNTS = {
    "n_drawn": Count("items"),
    "n_checked": Count("items", filter=Q(items__outcome="checked")),
    "n_findings": Count("items", filter=Q(items__outcome="finding")),
}


def _sample(one: Sample) -> SampleShown:
    kind = Sample.Kind(one.kind)
    counts = (getattr(one, name) for name in _COUNTS)
    return SampleShown(
        one.pk, one.kind, Label(str(kind.label), KINDS_EN[kind]), one.scope, one.seed, one.size,
        one.since, one.until, one.population, one.made_by_name, one.made_at, *counts,
    )  # fmt: skip


def _items(actor: Actor, items: Sequence[Item]) -> tuple[ItemShown, ...]:
    moved = ledgers.movements_by_id(actor, [o.movement_id for o in items if o.movement_id])
    movements = {one.id: one for one in moved}
    numbers = {one.award for one in items if one.award} | {one.reference for one in moved}
    rows = {one.number: one for one in awards.of_numbers(actor, numbers)}
    return tuple(_item(one, movements, rows) for one in items)


def _item(
    one: Item, movements: Mapping[int, MovementShown], rows: Mapping[str, AwardRow]
) -> ItemShown:
    movement = movements.get(one.movement_id or 0)
    number = movement.reference if movement is not None else one.award
    outcome = Item.Outcome(one.outcome)
    return ItemShown(
        one.place, movement, rows.get(number), one.outcome,
        Label(str(outcome.label), OUTCOMES_EN[outcome]), one.note, one.marked_by_name,
        one.marked_at,
    )  # fmt: skip
