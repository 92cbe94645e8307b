"""Who works beside whom: the posts of another account, and who could take a case's work on."""

from collections.abc import Iterable
from dataclasses import dataclass

from yanzhen.apps.accounts.service import Actor, Role, holders, posts_of
from yanzhen.apps.cases.models import Work
from yanzhen.apps.cases.parties import Seat
from yanzhen.apps.cases.shown import WorkShown


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone who could take work on."""

    account_id: int
    name: str


def posts_of_account(account_id: int) -> tuple[Seat, ...]:
    """The posts that an account holds today."""
    return tuple(Seat(post.role, post.organisation_id) for post in posts_of(account_id))


def colleagues_of(actor: Actor, works: Iterable[WorkShown]) -> tuple[Colleague, ...]:
    """To whom the actor could reassign those of a case's works that her departments have open."""
    open_here = {
        (one.department_id, one.role)
        for one in works
        if one.state == Work.State.OPEN and one.department_id in actor.departments
    }
    if not open_here:
        return ()
    roles = {Role(role) for _, role in open_here}
    found = {
        one.account_id: Colleague(one.account_id, one.name)
        for one in holders({department for department, _ in open_here}, *roles)
        if (one.organisation_id, one.role.value) in open_here
    }
    return tuple(found.values())
