"""Who works beside whom: the posts of another account, and who could take a case's work on."""

from dataclasses import dataclass

from yanzhen.apps.accounts.service import Actor, Role, holders, posts_of
from yanzhen.apps.cases.access import access_case
from yanzhen.apps.cases.models import Work
from yanzhen.apps.cases.parties import Seat


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone who could take work on."""

    account_id: int
    name: str


def posts_of_account(account_id: int) -> tuple[Seat, ...]:
    """The posts that an account holds today."""
    return tuple(Seat(post.role, post.organisation_id) for post in posts_of(account_id))


def colleagues_of(actor: Actor, number: str) -> tuple[Colleague, ...]:
    """To whom the actor could reassign what her departments have open on a case."""
    case = access_case(actor, number)
    works = case.works.filter(state=Work.State.OPEN, department__in=actor.departments)
    found = {
        one.account_id: Colleague(one.account_id, one.name)
        for work in works
        for one in holders([work.department_id], Role(work.role))
    }
    return tuple(found.values())
