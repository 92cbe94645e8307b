"""Who is acting: an account with the posts she holds today, or the service itself.

>>> post = Post(Role.CLERK, 7, tenant_id=3, reach=frozenset({3, 4, 7}))
>>> clerk = Actor(1, "李娜", (post,), tenants=frozenset({3, 4}), departments=frozenset({7}))
>>> clerk.holds(Role.CLERK), clerk.holds(Role.CLERK, 4), clerk.holds(Role.CLERK, 9)
(True, True, False)
>>> SYSTEM.is_system, NOBODY.is_signed_in
(True, False)
"""

from dataclasses import dataclass

from yanzhen.apps.accounts.roles import STAFF, Role


@dataclass(frozen=True, slots=True)
class Post:
    """A role held in an organisation or for an employer.

    `reach` are the organisation and all below it. `employer_id` is a subject of the registry.
    """

    role: Role
    organisation_id: int | None = None
    tenant_id: int | None = None
    employer_id: int | None = None
    reach: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts, with all that decides what she sees.

    `tenants` are the cities, counties and parks whose records her roles reach (her own place and
    everything below it), `departments` those she works for, `employers` those whose HR she is.
    """

    account_id: int | None
    name: str
    posts: tuple[Post, ...] = ()
    tenants: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()
    employers: frozenset[int] = frozenset()
    is_system: bool = False

    def holds(self, role: Role, organisation_id: int | None = None) -> bool:
        """Whether she has the role: anywhere, or in that organisation or one above it."""
        return any(
            post.role == role and (organisation_id is None or organisation_id in post.reach)
            for post in self.posts
        )

    def holds_any(self, roles: frozenset[Role], organisation_id: int | None = None) -> bool:
        """Whether she has one of the roles: anywhere, or in that organisation or one above it."""
        return any(self.holds(role, organisation_id) for role in roles)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    @property
    def audited(self) -> frozenset[int]:
        """The organisations whose auditor she is, with all below them."""
        found = (post.reach for post in self.posts if post.role == Role.AUDITOR)
        return frozenset().union(*found)

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    @property
    def is_staff(self) -> bool:
        """Whether she works in an office, so that she needs a second factor."""
        return self.holds_any(STAFF)


NOBODY = Actor(None, "")
"""A visitor who has not signed in: no row with an owner is there for her."""
SYSTEM = Actor(None, "系统", is_system=True)
"""The service itself: loading, jobs, migrations of data."""
