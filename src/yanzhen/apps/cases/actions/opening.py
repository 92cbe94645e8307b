"""Taking a case up for a change: locked, with everything that the change may touch."""

from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Value

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.cases.access import access_to_change
from yanzhen.apps.cases.actions.recording import Opened
from yanzhen.apps.cases.items import item_of, pack_of
from yanzhen.apps.cases.lifecycle import Party, Standing
from yanzhen.apps.cases.models import Case
from yanzhen.apps.cases.models.visibility import cases_seen_by
from yanzhen.apps.cases.parties import party_of, seats_of, standing_of


def open_case(actor: Actor, number: str) -> Opened:
    """The case of a number, locked; inside a transaction only."""
    return opened(access_to_change(actor, number))


def opened(case: Case) -> Opened:
    """A locked case with its works, pauses, steps and what is raised against it."""
    pack = pack_of(case)
    item = item_of(pack, case.item)
    return Opened(
        case=case,
        pack=pack,
        item=item,
        life=pack.lifecycles[case.lifecycle],
        works=list(case.works.order_by("id")),
        pauses=list(case.pauses.order_by("id")),
        steps=list(case.steps.order_by("id")),
        against=open_against(case),
    )


def open_against(case: Case) -> tuple[str, ...]:
    """The lifecycles of the open cases that were raised against this one, seen or not."""
    with acting(SYSTEM):
        raised = Case.objects.filter(against=case.pk, is_open=True)
        return tuple(raised.values_list("lifecycle", flat=True))


class Raised(NamedTuple):
    """A case raised against another one; `is_seen`: it is there for the actor."""

    number: str
    lifecycle: str
    is_open: bool
    is_seen: bool


def raised_against(actor: Actor, case: Case) -> list[Raised]:
    """All that was raised against this one, seen or not, in order."""
    seen = Value(True) if actor.is_system else cases_seen_by(actor)
    with acting(SYSTEM):
        raised = Case.objects.filter(against=case.pk).order_by("id")
        raised = raised.annotate(seen=ExpressionWrapper(seen, output_field=BooleanField()))
        rows = raised.values_list("number", "lifecycle", "is_open", "seen")
        return [Raised(*one) for one in rows]


def seen_by(actor: Actor, one: Opened, today: date) -> tuple[Standing, Party]:
    """What the lifecycle machine needs to know."""
    standing = standing_of(one.case, one.works, one.steps, one.against)
    return standing, party_of(actor, one.case, one.works, seats_of(actor, today))
