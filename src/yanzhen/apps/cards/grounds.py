"""What a card rests on: a recognition, or a case that was granted.

ground = of_recognition(17)        whose card, at what level, from when until when
check(programme, ground)           CardRefused where the text does not name this ground

Nobody gets a card whom the text does not name: the programme says which bases count, which kinds
of recognition, and the decision of which item.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.errors import refuse
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cases.service import NoSuchCase, granted
from yanzhen.apps.recognition.service import (
    InForce,
    NoSuchRecognition,
    RecognitionShown,
    current,
    in_force,
    recognition_numbered,
)
from yanzhen.apps.recognition.service import recognition as recognition_by_id
from yanzhen.policy.carding import CardProgramme


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody has a card. `of` is the kind of recognition, or the item decided."""

    city: str
    tenant_id: int
    subject_id: int
    basis: str
    of: str
    since: date
    until: date | None = None
    level: str = ""
    recognition_id: int | None = None
    case_number: str = ""
    stands: bool = True


def of_recognition(recognition_id: int) -> Ground:
    """A recognition; CardRefused when there is none."""
    try:
        return ground_of(recognition_by_id(SYSTEM, recognition_id))
    except NoSuchRecognition:
        raise refuse("no_recognition", "没有这项认定。", "No such recognition.", "basis") from None


def ground_of(found: RecognitionShown | InForce) -> Ground:
    """The same of one that was read already."""
    return Ground(
        found.city, found.tenant_id, found.subject_id, Card.Basis.RECOGNITION,
        found.kind, found.valid_from, found.valid_until, found.level, recognition_id=found.id,
        stands=found.state == "current",
    )  # fmt: skip


def recognitions_today(subject_id: int, city: str) -> tuple[Ground, ...]:
    """What somebody is recognised as in a city today."""
    return tuple(map(ground_of, current(subject_id, city, timezone.localdate())))


def by_number(actor: Actor, number: str) -> Ground:
    """The recognition or case of this number, where it is there for whoever asks."""
    text = number.strip()
    try:
        return ground_of(recognition_numbered(actor, text))
    except NoSuchRecognition:
        with act_as(SYSTEM):
            return of_case(text)


def due(city: str, kinds: Iterable[str]) -> list[Ground]:
    """All recognitions of these kinds in a city that stand; run as the service or an office."""
    with act_as(SYSTEM):
        return [ground_of(one) for one in in_force(city, kinds)]


def of_case(number: str) -> Ground:
    """A case that was granted and is in effect; CardRefused when there is none."""
    try:
        found = granted(number)
    except NoSuchCase:
        found = None
    if found is None:
        raise refuse(
            "no_decision", "没有这份已生效的同意决定。", "No such decision is in effect.", "basis",
        )  # fmt: skip
    return Ground(
        found.city, found.tenant_id, found.subject_id, Card.Basis.DECISION, found.item,
        found.effective_on, level=level_today(found.subject_id, found.city),
        case_number=found.number,
    )  # fmt: skip


def level_today(subject_id: int, city: str) -> str:
    """The tier in which somebody is recognised in a city: a card on a decision shows it as well."""
    levels = (one.level for one in recognitions_today(subject_id, city))
    return next((one for one in levels if one), "")


def named(programme: CardProgramme, ground: Ground) -> bool:
    """Whether the text names this ground for the card."""
    if ground.basis not in programme.basis:
        return False
    if ground.recognition_id is not None:
        return ground.of in programme.kinds
    return programme.item is None or ground.of == programme.item


def check(programme: CardProgramme, ground: Ground, today: date) -> None:
    """CardRefused unless the text names it and it stands today."""
    if not named(programme, ground):
        raise refuse(
            "not_named", f"条款没有写明凭这项依据发放{programme.label.zh}。",
            f"The clause does not name this as a basis of the {programme.label.en}.", "basis",
        )  # fmt: skip
    if not stands(ground, today):
        raise refuse(
            "basis_ended", "这项依据已经终止，不能凭它发卡。",
            "This basis has ended: no card on it.", "basis",
        )  # fmt: skip


def stands(ground: Ground, today: date) -> bool:
    """Whether it holds today, as far as its days say it."""
    return ground.stands and (ground.until is None or ground.until >= today)
