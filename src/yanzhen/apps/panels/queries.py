"""Reads over the register and panels, each for an actor."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import NoSuchCase
from yanzhen.apps.panels import access
from yanzhen.apps.panels.actions.preparing import (
    AGREE,
    EXPERT_REVIEW,
    askable,
    handed_in,
    options_of,
)
from yanzhen.apps.panels.errors import refuse
from yanzhen.apps.panels.knowing import side_of
from yanzhen.apps.panels.models import SHOWN, Check, Expert, Matter, Objection, Panel, Sheet
from yanzhen.apps.panels.showing import (
    check_shown,
    draw_shown,
    expert_shown,
    labelled,
    matter_shown,
    objection_shown,
    panel_row,
    panel_shown,
    seat_shown,
    sheet_shown,
)
from yanzhen.apps.panels.shown import (
    CheckShown,
    DrawShown,
    ExpertShown,
    Layable,
    Member,
    Named,
    ObjectionShown,
    PanelRow,
    PanelShown,
    SeatShown,
    SheetShown,
)

MOST = 500


def experts(actor: Actor, text: str = "") -> tuple[ExpertShown, ...]:
    """The register of her places, by name; narrowed by a part of a name or of a speciality.

    Employers stand on the page of each, not in the list.
    """
    rows = Expert.objects.visible_to(actor).select_related("tenant").prefetch_related("ties")
    if wanted := text.strip():
        rows = rows.annotate(words=Cast("specialities", TextField()))
        rows = rows.filter(Q(name__contains=wanted) | Q(words__contains=wanted))
    return tuple(expert_shown(one, ()) for one in rows.order_by("state", "name", "pk")[:MOST])


def expert(actor: Actor, expert_id: int) -> ExpertShown:
    found = access.access_expert(actor, expert_id)
    return expert_shown(found, _employers([found])[found.pk])


def own_entries(actor: Actor) -> tuple[ExpertShown, ...]:
    """Her own entries: one in each city that took her in."""
    found = access.own_experts(actor)
    employers = _employers(found)
    return tuple(expert_shown(one, employers[one.pk]) for one in found)


def panels(actor: Actor) -> tuple[PanelRow, ...]:
    """The panels of her places, the latest first."""
    rows = Panel.objects.filter(tenant__in=actor.tenants).select_related("tenant")
    rows = rows.annotate(cases=Count("matters")).order_by("-pk")[:MOST]
    return tuple(map(panel_row, rows))


def panel(actor: Actor, panel_id: int) -> PanelShown:
    """A panel at the desk: members, findings, how many sheets are in; what they say once closed."""
    found = access.access_panel(actor, panel_id)
    with act_as(SYSTEM):
        matters = tuple(
            matter_shown(one, _sheets_of(found, one)) for one in found.matters.order_by("pk")
        )
        return panel_shown(
            found, matters, _seats(found), _objections(found),
            access.keeps(actor, found.tenant_id),
        )  # fmt: skip


def public_draw(panel_id: int) -> DrawShown:
    """What anybody may check."""
    return draw_shown(access.access_public(panel_id))


def checks(actor: Actor, panel_id: int) -> tuple[tuple[str, CheckShown], ...]:
    """Every finding that was ever made for a panel, with the expert's number or name."""
    found = access.access_panel(actor, panel_id)
    with act_as(SYSTEM):
        numbers = dict(found.seats.values_list("expert", "number"))
        rows = found.checks.select_related("matter", "expert").order_by("pk")[: MOST * 20]
        return tuple(
            (numbers.get(one.expert_id, one.expert.name), check_shown(one)) for one in rows
        )


def layable(actor: Actor, number: str) -> Layable:
    """What of a case can be put before a panel; PanelRefused where there is no such case."""
    try:
        case, examined = cases.one(actor, number.strip()), cases.examined(actor, number.strip())
    except NoSuchCase:
        raise refuse("no_case", "没有这件申请。", "There is no such case.", "number") from None
    facts = [(one.id, one.label, labelled(options_of(one))) for one in askable(case, examined)]
    at_review = case.row.state == EXPERT_REVIEW
    if at_review and not facts:
        facts = [("", case.row.state_label, labelled(AGREE))]
    return Layable(
        case.row.number, case.row.title, case.row.subject_name, case.row.state_label, at_review,
        tuple(facts), tuple((one.id, one.name) for one in handed_in(case)),
    )  # fmt: skip


def waiting_for_review(actor: Actor) -> tuple[cases.Row, ...]:
    """Cases of her places that stand at their review and are before no panel."""
    rows = cases.cases(actor, cases.Filters(state=EXPERT_REVIEW), size=50).rows
    with act_as(SYSTEM):
        taken = Matter.objects.filter(number__in=[one.number for one in rows])
        busy = set(taken.exclude(panel__state="cancelled").values_list("number", flat=True))
    return tuple(one for one in rows if one.number not in busy)


def named(actor: Actor, panel_id: int) -> Named:
    """Who judges her case, as far as the office opens that."""
    found = access.access_as_party(actor, panel_id)
    with act_as(SYSTEM):
        seats = list(found.seats.filter(state__in=access.SITTING).select_related("expert"))
        employers = _employers([one.expert for one in seats])
        mine = Objection.objects.filter(panel=found, account=actor.account_id)
        made = {one.seat_id: objection_shown(one) for one in mine.select_related("seat", "account")}
        until = found.objections_until
        may = found.state == Panel.State.DRAWN and until is not None
        return Named(
            found.pk, found.title, until,
            may and until is not None and timezone.localdate() <= until,
            tuple(
                Member(one.pk, one.name, employers[one.expert_id], made.get(one.pk))
                for one in sorted(seats, key=lambda one: one.number)
            ),
        )  # fmt: skip


def _seats(panel: Panel) -> tuple[SeatShown, ...]:
    latest: dict[int, list[Check]] = defaultdict(list)
    for one in panel.checks.select_related("matter").order_by("pk"):
        kept = latest[one.expert_id]
        if kept and kept[-1].at != one.at:
            kept.clear()
        kept.append(one)
    rows = panel.seats.annotate(count=Count("sheets")).order_by("place", "number")
    return tuple(seat_shown(one, map(check_shown, latest[one.expert_id])) for one in rows)


def _objections(panel: Panel) -> tuple[ObjectionShown, ...]:
    rows = panel.objections.select_related("seat", "account").order_by("pk")
    return tuple(map(objection_shown, rows))


def _sheets_of(panel: Panel, matter: Matter) -> tuple[SheetShown, ...]:
    """Only what was revealed, and only once scoring is closed."""
    if panel.state not in SHOWN:
        return ()
    rows = Sheet.objects.filter(matter=matter, revealed=True).select_related("seat")
    return tuple(sheet_shown(one, matter) for one in rows.order_by("seat__place"))


def _employers(found: Iterable[Expert]) -> dict[int, tuple[str, ...]]:
    """By whom the registry has each employed today."""
    with act_as(SYSTEM):
        return {one.pk: tuple(side_of(one.subject_id).employers.values()) for one in found}
