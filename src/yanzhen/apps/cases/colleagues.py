"""Who works beside whom: the posts of another account, the people of a unit."""

from yanzhen.apps.accounts.service import Role, holders, posts_of
from yanzhen.apps.cases.parties import Seat


def posts_of_account(account_id: int) -> tuple[Seat, ...]:
    """The posts that an account holds today."""
    return tuple(
        Seat(post.role, post.organisation_id)
        for post in posts_of(account_id)
        if post.organisation_id is not None
    )


def people_of(organisation_ids: frozenset[int], role: Role) -> dict[int, str]:
    """Whoever holds a role in these organisations today: name by account."""
    return {one.account_id: one.name for one in holders(organisation_ids, role)}
