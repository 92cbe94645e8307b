"""What the registry knows of experts and of those whom a case is about, for avoidance.

    party = party_of(matter)
    judge = judge_of(expert)
    look(judge, party, judged_before(matter).get(expert.subject_id, ()))

All inside `acting(SYSTEM)`: an expert is compared with people whom her office does not know.
Only relations that somebody confirmed and that hold today count as on record.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.cases import service as cases
from yanzhen.apps.panels.avoidance import Judge, Party, Side, Tie
from yanzhen.apps.panels.models import Expert, Matter, Sheet
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import SubjectKind

FAMILY = {"spouse", "child"}
GROUPS = {"member_of", "leads", "runs"}
ORGANISATIONS = {SubjectKind.EMPLOYER, SubjectKind.INSTITUTION, SubjectKind.INTERMEDIARY}


def judge_of(expert: Expert) -> Judge:
    """An expert with what she declared."""
    ties = tuple(Tie(one.kind, one.name, one.other_id) for one in expert.ties.all())
    declared = expert.declared_on.isoformat() if expert.declared_on else ""
    return Judge(side_of(expert.subject_id), ties, declared)


def party_of(matter: Matter) -> Party:
    """The subject, whoever applied for her, and the members of a team; the employer that filed."""
    case = cases.one(SYSTEM, matter.number)
    ids = [case.subject_id, _person_of(case.applicant_id), _person_of(matter.account_id)]
    known = dict.fromkeys(one for one in ids if one is not None)
    if case.subject_id is not None:
        known |= dict.fromkeys(_members(case.subject_id))
    employers = {}
    if case.employer_id is not None:
        card = registry.cards(SYSTEM, [case.employer_id])[case.employer_id]
        employers[card.id] = card.name
    return Party(tuple(side_of(one) for one in known), employers)


def side_of(subject_id: int) -> Side:
    """One subject with whom it works for, its family, its teams and projects."""
    subject_id = registry.current_id(subject_id)
    found = list(_standing(subject_id))
    others = {one.other_id if one.subject_id == subject_id else one.subject_id for one in found}
    cards = registry.cards(SYSTEM, {subject_id, *others})
    employers: dict[int, str] = {}
    groups: dict[int, str] = {}
    family: set[int] = set()
    for one in found:
        outward = one.subject_id == subject_id
        other = one.other_id if outward else one.subject_id
        if one.kind in FAMILY:
            family.add(other)
        elif outward and one.kind == "works_for":
            employers[other] = cards[other].name
        elif outward and one.kind in GROUPS:
            # Whoever leads or runs an organisation belongs to it; a team is no employer.
            kept = employers if cards[other].kind in ORGANISATIONS else groups
            kept[other] = cards[other].name
    return Side(subject_id, cards[subject_id].name, employers, frozenset(family), groups)


def judged_before(matter: Matter) -> dict[int, tuple[str, ...]]:
    """By person: the other panels in which she scored the same case or subject."""
    same = Q(matter__number=matter.number)
    if matter.subject_id is not None:
        same |= Q(matter__subject=matter.subject_id)
    rows = Sheet.objects.filter(same).exclude(matter__panel=matter.panel_id)
    found: dict[int, set[int]] = defaultdict(set)
    for person, panel in rows.values_list("seat__expert__subject", "matter__panel"):
        found[person].add(panel)
    return {one: tuple(f"P{panel}" for panel in sorted(panels)) for one, panels in found.items()}


def _members(subject_id: int) -> Iterator[int]:
    """Who belongs to a team or a project, or leads it; a person has no members."""
    for one in _standing(subject_id):
        if one.other_id == subject_id and one.kind in GROUPS:
            yield one.subject_id


def _standing(subject_id: int) -> Iterable[Any]:
    today = timezone.localdate()
    rows = registry.relations_of(SYSTEM, subject_id).filter(confirmed_at__isnull=False)
    return [
        one
        for one in rows
        if (one.valid_from is None or one.valid_from <= today)
        and (one.valid_until is None or one.valid_until >= today)
    ]


def _person_of(account_id: int | None) -> int | None:
    if account_id is None:
        return None
    rows = registry.subjects(SYSTEM, "person").filter(account=account_id)
    return rows.values_list("pk", flat=True).first()
