"""From an account to the actor that it is today."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db.models import Q
from django.utils import timezone

from yanzhen.apps.accounts.actor import NOBODY, Actor, Post
from yanzhen.apps.accounts.models import Account, Assignment
from yanzhen.apps.accounts.roles import DEPARTMENTAL, REACHING, Role
from yanzhen.apps.organisations.service import subtree

TOTP_PERIOD = 30


@dataclass(frozen=True)
class Held:
    """A post as an administrator sees it."""

    id: int
    name: str
    email: str
    role: Role
    organisation_id: int | None
    employer_id: int | None
    valid_from: date
    valid_until: date | None
    hers: bool


def actor_of(account: Account) -> Actor:
    """The account with the posts it holds today; an account that is closed is nobody."""
    if not account.is_active:
        return NOBODY
    assignments = Assignment.objects.filter(account=account.pk).on(timezone.localdate())
    posts = (Post(Role.APPLICANT), *(_post(one) for one in assignments.order_by("pk")))
    return Actor(
        account_id=account.pk,
        name=account.shown_name,
        posts=posts,
        tenants=frozenset(_tenants(posts)),
        departments=frozenset(_departments(posts)),
        employers=frozenset(post.employer_id for post in posts if post.employer_id is not None),
    )


def actor_by_id(account_id: int) -> Actor:
    """The actor of an account's id; NOBODY when there is none."""
    account = Account.objects.filter(pk=account_id).first()
    return NOBODY if account is None else actor_of(account)


def totp_code(secret: str) -> str:
    """The code that an authenticator app with this secret shows now, for a demo account."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_PERIOD)))


def account_id_of(email: str) -> int | None:
    """The account that signs in with an address."""
    found = Account.objects.filter(email__iexact=email.strip(), is_active=True)
    return found.values_list("pk", flat=True).first()


def posts_administered_by(actor: Actor) -> tuple[Held, ...]:
    """The posts that hold today or later where she is an administrator, by organisation."""
    today = timezone.localdate()
    rows = (
        Assignment.objects.administered_by(actor)
        .filter(Q(valid_until=None) | Q(valid_until__gte=today), ended_at=None)
        .select_related("account")
        .order_by("organisation__code", "role", "account__name", "pk")
    )
    return tuple(
        Held(
            id=row.pk, name=row.account.shown_name, email=row.account.email, role=Role(row.role),
            organisation_id=row.organisation_id, employer_id=row.employer_id,
            valid_from=row.valid_from, valid_until=row.valid_until,
            hers=row.account_id == actor.account_id,
        )
        for row in rows
    )  # fmt: skip


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
