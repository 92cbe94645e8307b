"""From an account to the actor that it is today."""

from collections.abc import Iterator

from django.utils import timezone

from yanzhen.apps.accounts.actor import NOBODY, Actor, Post
from yanzhen.apps.accounts.models import Account, Assignment
from yanzhen.apps.accounts.roles import DEPARTMENTAL, REACHING, Role
from yanzhen.apps.organisations.service import subtree


def actor_of(account: Account) -> Actor:
    """The account with the posts it holds today; an account that is closed is nobody."""
    if not account.is_active:
        return NOBODY
    assignments = Assignment.objects.filter(account=account.pk).on(timezone.localdate())
    posts = (Post(Role.APPLICANT), *(_post(one) for one in assignments.order_by("pk")))
    return Actor(
        account_id=account.pk,
        name=account.name or account.email,
        posts=posts,
        tenants=frozenset(_tenants(posts)),
        departments=frozenset(_departments(posts)),
        employers=frozenset(post.employer_id for post in posts if post.employer_id is not None),
    )


def _post(assignment: Assignment) -> Post:
    role = Role(assignment.role)
    if assignment.organisation_id is None:
        return Post(role, employer_id=assignment.employer_id)
    below = subtree(assignment.organisation_id)
    own = below[0]
    if role in REACHING:  # a clerk of a bureau takes in what comes to its city or county
        below = subtree(own.tenant_id)
    return Post(role, own.id, own.tenant_id, reach=frozenset(seat.id for seat in below))


def _tenants(posts: tuple[Post, ...]) -> Iterator[int]:
    for post in posts:
        if post.role in REACHING and post.tenant_id is not None:
            yield from (seat.id for seat in subtree(post.tenant_id) if not seat.is_department)


def _departments(posts: tuple[Post, ...]) -> Iterator[int]:
    for post in posts:
        if post.role in DEPARTMENTAL and post.organisation_id is not None:
            own = subtree(post.organisation_id)[0]
            if own.is_department:
                yield own.id
