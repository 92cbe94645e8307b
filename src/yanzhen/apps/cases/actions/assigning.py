"""Who does it: transfer to another unit or place, reassign to a colleague."""

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.cases.actions.recording import (
    Happening,
    Opened,
    department_of,
    open_rows,
    write_audit,
    write_move,
    write_step,
)
from yanzhen.apps.cases.actions.telling import tell_applicant, tell_assignee
from yanzhen.apps.cases.colleagues import posts_of_account
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.given import Given
from yanzhen.apps.cases.lifecycle import begin
from yanzhen.apps.cases.models import Case, Work
from yanzhen.apps.cases.parties import route_of, works_for
from yanzhen.apps.cases.timing import retime
from yanzhen.apps.organisations.service import NoSuchOrganisation, Seat, organisation
from yanzhen.policy.vocabulary import Label

OTHER_CITY = Label(
    "只能转给本市的县市区、园区或部门；不归本市办的请不予受理并告知去处。",
    "A case can go to a place or department of this city only; refuse it otherwise and say where "
    "to apply.",
)
SAME_PLACE = Label("这件已经在那里办理。", "The case is there already.")
NO_PERSON = Label(
    "这位同事在该单位没有相应的岗位；请从列表中选择。",
    "That colleague does not hold the post in that unit; choose one from the list.",
)


def transfer(opened: Opened, given: Given, by: Happening) -> Case:
    """Hand the case to another place (it begins there anew) or its open work to another unit."""
    target = _target(opened.case, given.unit)
    if target.is_department and target.tenant_id == opened.case.tenant_id:
        return _to_department(opened, target, by)
    return _to_place(opened, target, by)


def _target(case: Case, code: str) -> Seat:
    try:
        target = organisation(code)
    except NoSuchOrganisation:
        target = None
    if target is None or not target.is_active or target.city != case.city:
        raise CaseRefused([Refusal("no_unit", OTHER_CITY, "unit")])
    return target


def _to_place(opened: Opened, target: Seat, by: Happening) -> Case:
    """Another county, park or the city takes over; number, timeline and materials stay.

    Afterwards the row is not the actor's any more, so it is written as the service.
    """
    case = opened.case
    if target.tenant_id == case.tenant_id:
        raise CaseRefused([Refusal("same_place", SAME_PLACE, "unit")])
    route = {**case.route}
    if target.is_department:
        route["window"] = [target.unit]
    unit = route["window"][0]
    window = department_of(opened.pack, target.tenant_id, unit)
    with being(SYSTEM):
        for work in open_rows(opened):
            work.state = Work.State.DROPPED
            work.save(update_fields=["state"])
        case.route, case.tenant_id, case.window_id = route, target.tenant_id, window.id
        # Who handed it on keeps what she saw by her department's having worked on it: no longer.
        case.departments = []
        move = begin(opened.life, route_of(case))
        by = Happening(by.actor, by.now, {**by.told, "unit": target.label.zh}, by.department_id)
        write_move(opened, move, by)
        opened.steps[-1].action = "transfer"
        opened.steps[-1].save(update_fields=["action"])
        write_audit(case, "transfer", by)
        tell_applicant(opened, "transfer", by)
    return case


def _to_department(opened: Opened, target: Seat, by: Happening) -> Case:
    """Another department of the same place does the work that is open for the actor's."""
    case = opened.case
    mine = [w for w in open_rows(opened) if w.department_id == by.department_id]
    if not mine or any(w.department_id == target.id for w in open_rows(opened)):
        raise CaseRefused([Refusal("same_place", SAME_PLACE, "unit")])
    for work in mine:
        work.department_id, work.unit, work.assignee_id = target.id, target.unit, None
        work.save()
    case.departments = [*case.departments, *({target.id} - set(case.departments))]
    case.save(update_fields=["departments"])
    told = Happening(by.actor, by.now, {**by.told, "unit": target.label.zh}, by.department_id)
    write_step(opened, "transfer", case.state, told)
    write_audit(case, "transfer", told)
    return case


def reassign(opened: Opened, given: Given, by: Happening) -> Case:
    """A colleague of the same post takes the open work on."""
    assert given.person is not None
    seats = posts_of_account(given.person)
    mine = [w for w in open_rows(opened) if w.department_id == by.department_id]
    fitting = [w for w in mine if any(works_for(seat, w) for seat in seats)]
    if not fitting:
        raise CaseRefused([Refusal("no_person", NO_PERSON, "person")])
    for work in fitting:
        work.assignee_id = given.person
        work.save(update_fields=["assignee"])
    retime(opened.case, opened.works, opened.pauses, by.today)
    inward = Happening(by.actor, by.now, by.told, by.department_id, inward=True)
    write_step(opened, "reassign", opened.case.state, inward)
    write_audit(opened.case, "reassign", inward)
    if given.person != by.actor.account_id:
        tell_assignee(opened, given.person)
    return opened.case
