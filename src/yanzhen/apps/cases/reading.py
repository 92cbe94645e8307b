"""One case, one draft, one list: read whole, in few queries, and shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.cases.access import access_case
from yanzhen.apps.cases.actions.opening import raised_against
from yanzhen.apps.cases.belongings import belongings_of
from yanzhen.apps.cases.items import item_of, pack_of, title_of
from yanzhen.apps.cases.lifecycle import possible
from yanzhen.apps.cases.models import (
    Case,
    Decision,
    Material,
    Pause,
    Publicity,
    Supplement,
    Work,
)
from yanzhen.apps.cases.parties import party_of, seats_of, standing_of, works_for
from yanzhen.apps.cases.queries import (
    MOST_COUNTED,
    MOST_ON_A_PAGE,
    Filters,
    counted,
    listed,
    own_cases,
    waiting_on,
    with_cases,
)
from yanzhen.apps.cases.showing import (
    clocks_shown,
    decision_shown,
    material_shown,
    publicity_shown,
    row_of,
    step_shown,
    waits_on,
    works_shown,
)
from yanzhen.apps.cases.shown import CaseShown, Page, Row, SupplementShown
from yanzhen.apps.cases.timing import calendar
from yanzhen.policy import materials_of_item
from yanzhen.policy.item import clauses_of_item
from yanzhen.policy.vocabulary import Label

HANDLERS = frozenset({Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.TALENT_OFFICE})


def queue_page(actor: Actor, wanted: Filters, today: date, page: int, size: int) -> Page:
    """What waits on the actor: each row with the work that she can do."""
    found = waiting_on(actor, today, wanted)
    begin, size = _window(page, size)
    rows = with_cases(found[begin : begin + size])
    total = _total(found, begin, rows, size)
    return _page([row_of(w.case, today, w) for w in rows], total, page, size)


def cases_page(actor: Actor, wanted: Filters, today: date, page: int, size: int) -> Page:
    """The cases that the actor sees."""
    found = listed(actor, wanted, today)
    begin, size = _window(page, size)
    rows = list(found[begin : begin + size])
    total = _total(found, begin, rows, size)
    return _page([row_of(case, today) for case in rows], total, page, size)


def own_page(actor: Actor, today: date, page: int, size: int) -> Page:
    """The actor's own cases."""
    found = own_cases(actor)
    begin, size = _window(page, size)
    rows = list(found[begin : begin + size])
    total = _total(found, begin, rows, size)
    return _page([row_of(case, today) for case in rows], total, page, size)


def case_shown(actor: Actor, number: str, today: date) -> CaseShown:
    """A case with everything that its page shows to this actor."""
    case = access_case(actor, number)
    works = list(case.works.select_related("department", "assignee").order_by("id"))
    steps = list(case.steps.select_related("department").order_by("id"))
    kept = belongings_of(case)
    pauses = kept[Pause]
    raised = raised_against(actor, case)
    pack = pack_of(case)
    item = item_of(pack, case.item)
    life = pack.lifecycles[case.lifecycle]
    seats = seats_of(actor, today)
    party = party_of(actor, case, works, seats)
    standing = standing_of(case, works, steps, [one.lifecycle for one in raised if one.is_open])
    # An office of the city above sees the case, too, without a post that works on it.
    oversees = case.tenant_id in actor.tenants and not party.relations
    staff = actor.is_system or bool(party.posts) or oversees
    labels = {one.id: one.label for one in materials_of_item(pack, item)}
    due = case.due_on or today
    return CaseShown(
        row=row_of(case, today),
        waits_on=waits_on(case, works),
        until=case.due_on,
        caution=calendar().caution(today, due) if case.is_open and case.due_on else None,
        clauses=clauses_of_item(pack, item),
        employer_id=case.employer_id,
        subject_id=case.subject_id,
        applicant_id=case.applicant_id,
        answers=case.answers,
        words=case.words,
        works=works_shown(works, pauses, today),
        steps=tuple(step_shown(s, life) for s in steps if staff or not s.inward),
        clocks=clocks_shown(case, pauses, today),
        materials=tuple(
            material_shown(m, labels) for m in kept[Material] if m.stage != Material.Stage.REMOVED
        ),
        supplements=tuple(
            SupplementShown(tuple(s.items), s.note, s.asked_at, s.answer, s.answered_at)
            for s in kept[Supplement]
        ),
        decisions=tuple(decision_shown(d, staff) for d in kept[Decision]),
        publicities=tuple(publicity_shown(p, today, case.tenant) for p in kept[Publicity]),
        objections=tuple(one.number for one in raised if one.is_seen),
        against=case.against.number if case.against else None,
        actions=possible(life, standing, party),
        satisfied=case.satisfied,
        accepted_at=case.accepted_at,
        closed_at=case.closed_at,
        pack_hash=case.pack_hash,
        lifecycle=case.lifecycle,
        city=case.city,
        is_staff_view=staff,
        handles=actor.is_system or any(role in HANDLERS for role, _ in party.posts),
        has_work=any(
            w.state == Work.State.OPEN and not w.waiting and works_for(seat, w)
            for w in works
            for seat in seats
        ),
    )


def titles_of(actor: Actor, numbers: Iterable[str]) -> dict[str, Label]:
    """What each of these cases is about; those that are not there for the actor are left out."""
    rows = Case.objects.visible_to(actor).filter(number__in=list(numbers))
    found = {}
    for case in rows:
        pack = pack_of(case)
        found[case.number] = title_of(pack, item_of(pack, case.item))
    return found


def _window(page: int, size: int) -> tuple[int, int]:
    size = max(1, min(size, MOST_ON_A_PAGE))
    return (max(1, page) - 1) * size, size


def _total(found: QuerySet[Any], begin: int, rows: list[Any], size: int) -> int:
    """How many there are; a page that is not full is the last one, and tells it itself."""
    if len(rows) < size and (rows or begin == 0):
        return begin + len(rows)
    return counted(found)


def _page(rows: list[Row], total: int, page: int, size: int) -> Page:
    shown = tuple(rows)
    return Page(shown, min(total, MOST_COUNTED), max(1, page), size, total > max(1, page) * size)
