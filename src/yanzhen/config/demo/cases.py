"""Filing the demo's cases and carrying each to where it stands, on the days on which it happened.

    carry(town, situation)     ->  "XIANGTAN-2026-000004"

Each step is the ordinary one, by somebody whose turn it is. Only the clock is put back, so that a
case that was filed 25 days ago is late today.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, acting
from yanzhen.apps.cases import service
from yanzhen.apps.cases.service import CaseShown, Given, Wanted, WorkShown
from yanzhen.apps.organisations.service import department_for, organisation, organisation_by_id
from yanzhen.apps.policies.service import published_pack
from yanzhen.config.demo.people import Town
from yanzhen.policy.service_item import ServiceItem

WORDS = {"text": "合同还差一年，能不能先申请？（虚构）"}
NOTE = "材料已核对（虚构）"
BASIS = "示例承诺（虚构）"
FORWARD = {
    "submitted": "accept", "registered": "assign", "reviewing": "review_agree",
    "expert_review": "conclude_expert_review", "publishing": "publish",
    "publicity": "end_publicity", "approving": "approve", "decided": "take_effect",
    "handing": "hand_over", "handed": "receive", "serving": "give_result", "answering": "answer",
}  # fmt: skip
ASIDE = {
    "refused": ("submitted", "refuse"), "supplementing": ("submitted", "ask_supplement"),
    "withdrawn": ("submitted", "withdraw"), "rejected": ("approving", "reject"),
}  # fmt: skip
LONGEST_WAY = 15


def carry(town: Town, situation: Mapping[str, Any]) -> str:
    """The number of a case that was filed and carried to its state."""
    person = town.people[situation["person"]]
    city = person["tenant"].split("/")[0]
    item = item_for(city, situation)
    filed = timezone.now() - timedelta(days=situation["filed"]["days_ago"])
    if "publicity" in situation:
        promise(city, item.id, "publicity", situation["publicity"])
    filer = town.filer(situation["person"], situation["filed"]["by"])
    with clock_at(filed):
        number = file_case(town, situation, filer, city, item)
    for days in range(1, LONGEST_WAY):
        if look(number).row.state == situation["state"]:
            break
        with clock_at(min(filed + timedelta(days=days), timezone.now())):
            step(town, number, situation, filer, item)
    if "late" in situation:
        with clock_at(filed + timedelta(days=LONGEST_WAY)):
            all_but(town, number, situation["late"])
    return number


def promise(city: str, item: str, stage: str, days: int) -> None:
    """A term of the demo, marked as that."""
    service.set_term(
        acting=SYSTEM, tenant_id=organisation(city).id, item=item, stage=stage, days=days,
        basis=BASIS, is_demo=True,
    )  # fmt: skip


def item_for(city: str, situation: Mapping[str, Any]) -> ServiceItem:
    """The service item that carries the rule or the programme."""
    found = (
        item
        for item in published_pack(city).services.values()
        if situation.get("rule") in item.rules or situation.get("programme") in item.programmes
    )
    return next(found)


def file_case(
    town: Town, situation: Mapping[str, Any], filer: Actor, city: str, item: ServiceItem
) -> str:
    """Filed by herself or by her employer, as on the page."""
    person = town.people[situation["person"]]
    by_employer = situation["filed"]["by"] == "employer"
    with acting(filer):
        draft = service.start(
            filer, city, item.id, situation.get("place", city),
            town.subjects[situation["person"]],
            employer_id=town.subjects[person["works_for"]] if by_employer else None,
            words=WORDS if item.kind == "request" else {},
        )  # fmt: skip
        return service.submit(filer, draft.id, confirmed=True).number


def step(
    town: Town, number: str, situation: Mapping[str, Any], filer: Actor, item: ServiceItem
) -> None:
    """The next action on the way to the state, by whoever's turn it is."""
    shown = look(number)
    begins, action = ASIDE.get(situation["state"], ("", ""))
    if shown.row.state != begins:
        action = FORWARD[shown.row.state]
    given = given_for(action, shown, item, town, number)
    if action == "withdraw":
        do(filer, number, action, given)
    elif action in ("take_effect", "end_publicity"):
        do(town.staff(Role.CLERK, window_of(shown, item)), number, action, given)
    else:
        do(officer(town, next(waiting(shown))), number, action, given)


def all_but(town: Town, number: str, late: str) -> None:
    """Every department has reviewed but the one that is late."""
    for work in waiting(look(number)):
        if organisation_by_id(work.department_id).unit != late:
            do(officer(town, work), number, "review_agree", Given(opinion=NOTE))


def given_for(action: str, shown: CaseShown, item: ServiceItem, town: Town, number: str) -> Given:
    """What the action needs, in words that say that they are invented."""
    match action:
        case "approve":
            return Given(decision=wanted(town, number, shown), opinion=NOTE)
        case "hand_over" | "assign":
            return Given(unit=handled_by(shown, item), reason=NOTE)
        case "publish":
            return Given(until=timezone.localdate() + timedelta(days=30))
        case "ask_supplement":
            return Given(supplements=("购房合同（虚构）",), reason="缺少购房合同（虚构）")
        case _:
            return Given(
                reason=NOTE, opinion=NOTE, conclusion=NOTE, result=NOTE,
                answer="合同续签到满年限后即可申请（虚构）",
            )  # fmt: skip


def wanted(town: Town, number: str, shown: CaseShown) -> Wanted:
    """A grant of what the rules give; where they leave the sum open, of the most they allow."""
    approver = officer(town, next(waiting(shown)))
    with acting(approver):
        verdict = service.examined(approver, number).verdict
    if verdict is None or verdict.status != "eligible":
        return Wanted(granted=True, departure="示例决定（虚构）")
    return Wanted(granted=True, amount_fen=verdict.most_fen if verdict.needs_a_sum else None)


def do(actor: Actor, number: str, action: str, given: Given) -> None:
    with acting(actor):
        service.act(actor, number, action, given)


def look(number: str) -> CaseShown:
    return service.one(SYSTEM, number)


def waiting(shown: CaseShown) -> Iterator[WorkShown]:
    """The works that are open."""
    return (work for work in shown.works if work.state == "open")


def officer(town: Town, work: WorkShown) -> Actor:
    return town.staff(Role(work.role), work.department_id)


def window_of(shown: CaseShown, item: ServiceItem) -> int:
    return department_for(organisation(shown.city).id, item.window or "").id


def handled_by(shown: CaseShown, item: ServiceItem) -> str:
    """The code of the department that serves: the item's own, else the window."""
    unit = next(iter(item.route.get("handle", ())), item.window or "")
    return department_for(organisation(shown.city).id, unit).code


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Whatever is done inside happens at this moment."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
