"""Giving keys and taking them away; what was answered; what is counted.

given = give_key(acting=administrator, name="社保系统", organisation="xiangtan",
                 roles=["clerk"], scopes=["cases:read"], days=365)
given.key        shown once; afterwards nobody can say it
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    AssignmentRefused,
    Role,
    create_account,
    give_assignment,
)
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.clients.access import access_client, administers
from yanzhen.apps.clients.errors import ClientRefused, Refusal
from yanzhen.apps.clients.keys import digest_of, drawn, joined
from yanzhen.apps.clients.models import Client
from yanzhen.apps.clients.scopes import ROLES, SCOPES
from yanzhen.apps.organisations.service import NoSuchOrganisation, Seat, organisation
from yanzhen.policy.vocabulary import Label

LONGEST_DAYS = 3 * 366
LONGEST_NAME = 80
NO_NAME = Label("请给密钥一个名称（80 字以内）。", "Give the key a name of at most 80 characters.")
NO_ORGANISATION = Label("没有这个机构。", "There is no such organisation.")
NOT_YOURS = Label("您不能为这个机构发放密钥。", "You cannot give keys for this organisation.")
NO_SCOPE = Label("没有这种权限：{name}。", "There is no such scope: {name}.")
NO_ROLE = Label("接口不能担任这一角色：{name}。", "A key cannot hold this role: {name}.")
BAD_DAYS = Label("有效期为 1 天至 3 年。", "A key is valid for one day to three years.")
COUNT = """
    INSERT INTO clients_usage (who, minute, count) VALUES (%s, date_trunc('minute', now()), 1)
    ON CONFLICT (who, minute) DO UPDATE SET count = clients_usage.count + 1 RETURNING count
"""


@dataclass(frozen=True, slots=True)
class GivenKey:
    """A new key, in the only moment in which it can be read."""

    prefix: str
    key: str
    expires_at: datetime


def give_key(
    *, acting: Actor, name: str, organisation: str, roles: Sequence[str], scopes: Sequence[str],
    days: int,
) -> GivenKey:  # fmt: skip
    """A key for a program of an organisation; ClientRefused with every reason against it."""
    seat, refusals = _checked(acting, name, organisation, roles, scopes, days)
    if refusals or seat is None:
        raise ClientRefused(refusals)
    prefix, secret = drawn()
    with act_as(SYSTEM), transaction.atomic():
        # Nobody reads mail there, and it has no password: an account for programs only.
        account = create_account(email=f"{prefix}@clients.invalid", name=name.strip())
        for role in dict.fromkeys(roles):
            _give_post(acting, account.pk, Role(role), seat.id)
        row = Client.objects.create(
            name=name.strip(), prefix=prefix, digest=digest_of(secret), organisation_id=seat.id,
            account=account, scopes=sorted({*scopes}), created_by_id=acting.account_id,
            expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        _told_of(acting, row, "client.key_given", seat.city)
    return GivenKey(prefix, joined(prefix, secret), row.expires_at)


def revoke_key(*, acting: Actor, prefix: str) -> None:
    """From now on the key opens nothing, and nothing is delivered for it."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_client(acting, prefix)
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
            _told_of(acting, row, "client.key_revoked", row.organisation.city)


def count_request(who: str) -> int:
    """The how many-th request of this minute it is."""
    with act_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(COUNT, [who])
        return int(cursor.fetchone()[0])


def _give_post(acting: Actor, account_id: int, role: Role, organisation_id: int) -> None:
    try:
        give_assignment(
            acting=acting, account_id=account_id, role=role, organisation_id=organisation_id
        )
    except AssignmentRefused as refused:
        raise ClientRefused(
            Refusal("post_refused", one.reason, one.field or "roles") for one in refused.refusals
        ) from None


def _checked(
    acting: Actor, name: str, code: str, roles: Sequence[str], scopes: Sequence[str], days: int
) -> tuple[Seat | None, list[Refusal]]:
    seat: Seat | None = None
    try:
        seat = organisation(code)
    except NoSuchOrganisation:
        refusals = [Refusal("no_organisation", NO_ORGANISATION, "organisation")]
    else:
        refusals = list(_not_hers(acting, seat))
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        refusals.append(Refusal("no_name", NO_NAME, "name"))
    if not 1 <= days <= LONGEST_DAYS:
        refusals.append(Refusal("bad_days", BAD_DAYS, "days"))
    known = {role.value for role in ROLES}
    refusals += [_named("no_role", NO_ROLE, "roles", one) for one in roles if one not in known]
    refusals += [_named("no_scope", NO_SCOPE, "scopes", one) for one in scopes if one not in SCOPES]
    return seat, refusals


def _not_hers(acting: Actor, seat: Seat) -> Iterator[Refusal]:
    if not administers(acting, seat.id):
        yield Refusal("not_yours", NOT_YOURS, "organisation")


def _named(code: str, said: Label, field: str, name: str) -> Refusal:
    label = Label(said.zh.format(name=name), said.en.format(name=name))
    return Refusal(code, label, field)


def _told_of(acting: Actor, row: Client, event: str, chain: str) -> None:
    record(
        event, acting=acting, subject=f"client:{row.prefix}", chain=chain,
        details={"name": row.name, "scopes": row.scopes},
    )  # fmt: skip
