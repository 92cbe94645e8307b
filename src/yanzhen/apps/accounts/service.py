"""The accounts' public face.

actor = actor_of(account)
with acting(actor):
    actor.holds(Role.CLERK, county.id), current().tenants
"""

from yanzhen.apps.accounts.acting import acting, current
from yanzhen.apps.accounts.actions import (
    create_account,
    end_assignment,
    give_assignment,
    give_second_factor,
)
from yanzhen.apps.accounts.actor import NOBODY, SYSTEM, Actor, Post
from yanzhen.apps.accounts.colleagues import (
    Holder,
    hand_officers_over,
    holders,
    officers_of,
    posts_of,
)
from yanzhen.apps.accounts.errors import AssignmentRefused, NoSuchAssignment, Refusal
from yanzhen.apps.accounts.queries import (
    Held,
    account_id_of,
    actor_by_id,
    actor_of,
    posts_administered_by,
    totp_code,
)
from yanzhen.apps.accounts.roles import DEPARTMENTAL, REACHING, STAFF, Role
from yanzhen.apps.accounts.visible import VisibleManager, VisibleQuerySet

__all__ = [
    "DEPARTMENTAL", "NOBODY", "REACHING", "STAFF", "SYSTEM", "Actor", "AssignmentRefused", "Held",
    "Holder", "NoSuchAssignment", "Post", "Refusal", "Role", "VisibleManager", "VisibleQuerySet",
    "account_id_of", "acting", "actor_by_id", "actor_of", "create_account", "current",
    "end_assignment", "give_assignment", "give_second_factor", "hand_officers_over", "holders",
    "officers_of", "posts_administered_by", "posts_of", "totp_code",
]  # fmt: skip
