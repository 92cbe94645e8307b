"""From rows to the machine: where a case stands, and what an actor is to it.

standing = standing_of(case)
party = party_of(actor, case, posts_of(actor, today))
possible(life, standing, party)
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.lifecycle import OpenWork, Party, Route, Standing
from yanzhen.apps.cases.models import Case, Delegation, Step, Work

APPLICANT, EMPLOYER, SYSTEM = "applicant", "employer_hr", "system"
OWN_CHANNELS = (Case.Channel.SELF, Case.Channel.OFFER, Case.Channel.PUBLIC)


@dataclass(frozen=True, slots=True)
class Seat:
    """A role that someone has in an organisation, by her own post or by a colleague's."""

    role: str
    organisation_id: int
    for_account: int | None = None


def seats_of(actor: Actor, today: date) -> tuple[Seat, ...]:
    """The actor's own posts and those that colleagues delegated to her for today."""
    own = [
        Seat(post.role, post.organisation_id)
        for post in actor.posts
        if post.organisation_id is not None
    ]
    if not own:
        return ()
    taken = Delegation.objects.visible_to(actor).filter(
        taker=actor.account_id, starts_on__lte=today, ends_on__gte=today, ended_at__isnull=True
    )
    return (*own, *(Seat(one.role, one.organisation_id, one.giver_id) for one in taken))


def works_for(seat: Seat, work: Work) -> bool:
    """Whether a seat is that of the work's department, or of the place that it belongs to."""
    return work.role == seat.role and seat.organisation_id in (work.department_id, work.tenant_id)


def party_of(actor: Actor, case: Case, works: Iterable[Work], seats: Iterable[Seat]) -> Party:
    """What an actor is to a case: a relation, and posts in the units that work on it."""
    posts = {(w.role, w.unit) for w in works for seat in seats if works_for(seat, w)}
    # Roles of her department without work of their own here: she may still hand things back.
    beside = {
        (seat.role, "")
        for seat in seats
        if seat.organisation_id in case.departments or seat.organisation_id == case.tenant_id
    }
    return Party(actor.account_id, frozenset(_relations(actor, case)), frozenset(posts | beside))


def standing_of(
    case: Case, works: Iterable[Work], steps: Iterable[Step], against: Iterable[str]
) -> Standing:
    """Where a case stands; `against` are the lifecycles of the open cases raised against it."""
    done: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        if step.by_id is not None:
            done[step.action].add(step.by_id)
    return Standing(
        state=case.state,
        works=tuple(as_open(work) for work in works if work.state == Work.State.OPEN),
        done={action: frozenset(who) for action, who in done.items()},
        blocks=frozenset(against),
        before=case.before,
    )


def as_open(work: Work) -> OpenWork:
    return OpenWork(work.stage, work.unit, work.role)


def route_of(case: Case) -> Route:
    """The units at each place of the case's way."""
    return Route({place: tuple(units) for place, units in case.route.items()})


def _relations(actor: Actor, case: Case) -> set[str]:
    found = set()
    if actor.is_system:
        found.add(SYSTEM)
    mine = actor.account_id is not None
    if mine and actor.account_id == case.applicant_id:
        found.add(APPLICANT)
    if mine and actor.account_id == case.filed_by_id and case.channel in OWN_CHANNELS:
        found.add(APPLICANT)
    if case.employer_id is not None and case.employer_id in actor.employers:
        found.add(EMPLOYER)
    return found
