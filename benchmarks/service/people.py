"""Who uses the service while it is measured: sixteen of staff, and eight programs with keys.

Django has to be set up before this module is imported.
"""

from __future__ import annotations

import time
from importlib import import_module
from itertools import chain, repeat
from typing import Any, NamedTuple

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import (
    SYSTEM,
    Role,
    acting,
    create_account,
    give_assignment,
    give_second_factor,
)
from yanzhen.apps.cases.models import Case, Draft
from yanzhen.apps.clients.models import Client
from yanzhen.apps.clients.service import SCOPES, give_key
from yanzhen.apps.organisations.service import organisation

COUNTIES = ("yuhu", "yuetang")
DESKS = (
    (Role.CLERK, "hr_bureau", 3),
    (Role.REVIEWER, "housing_authority", 3),
    (Role.APPROVER, "talent_office", 1),
    (Role.TALENT_OFFICE, "talent_office", 1),
)
"""In the city and, as many again, in the two counties in turn: sixteen."""
SECRET = "JBSWY3DPEHPK3PXP"
PROGRAMS = 8
ANSWERS: dict[str, Any] = {
    "introduction": "new", "employment_mode": "full_time", "host_kind": "enterprise",
    "contract_years": 5, "months_worked_locally_per_year": 12, "housing_benefit_enjoyed": False,
    "local_home_purchase": "none", "rent_subsidy_months": 36, "hired_on": "2026-03-01",
}  # fmt: skip


class Staff(NamedTuple):
    """Somebody of an office, and the cookie of her session."""

    role: str
    place: str
    cookie: str


class Filing(NamedTuple):
    """A draft that a program is to submit."""

    key: str
    draft: str


def staff() -> list[Staff]:
    """Sixteen, signed in with a second factor a moment ago."""
    roles = list(chain.from_iterable(repeat((role, unit), many) for role, unit, many in DESKS))
    city = [("xiangtan", *one) for one in roles]
    counties = [(f"xiangtan/{COUNTIES[i % 2]}", *one) for i, one in enumerate(roles)]
    with acting(SYSTEM):
        return [_employed(i, *one) for i, one in enumerate(city + counties)]


def _employed(i: int, place: str, role: Role, unit: str) -> Staff:
    account = create_account(email=f"staff{i}@example.cn", name=f"职员{i}")
    give_assignment(
        acting=SYSTEM, account_id=account.pk, role=role,
        organisation_id=organisation(f"{place}/{unit}").id,
    )  # fmt: skip
    give_second_factor(account_id=account.pk, secret=SECRET)
    return Staff(role.value, place, f"{settings.SESSION_COOKIE_NAME}={_session(account)}")


def _session(account: Account) -> str:
    now = time.time()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": now, "reauthenticated": True},
        {"method": "mfa", "type": "totp", "at": now, "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = user_id_to_str(account)
    session.save()
    return str(session.session_key)


def filings(many: int) -> list[Filing]:
    """Drafts about people who have no running case, shared out among the programs."""
    with acting(SYSTEM):
        given = [_program() for _ in range(PROGRAMS)]
        place = organisation("xiangtan").id
        free = _without_a_case(many)
        drafts = [
            Draft(
                owner_id=given[i % PROGRAMS][1], city="xiangtan", tenant_id=place,
                item="rent-subsidy", subject_id=subject, channel="staff",
                answers=ANSWERS,
            )
            for i, subject in enumerate(free)
        ]  # fmt: skip
        made = Draft.objects.bulk_create(drafts, batch_size=2000)
    return [Filing(given[i % PROGRAMS][0], one.public_id) for i, one in enumerate(made)]


def _program() -> tuple[str, int]:
    given = give_key(
        acting=SYSTEM, name="某系统", organisation="xiangtan", roles=["clerk"],
        scopes=tuple(SCOPES), days=30,
    )  # fmt: skip
    return given.key, Client.objects.get(prefix=given.prefix).account_id


def _without_a_case(many: int) -> list[int]:
    """People of the city itself without a case that runs, whom the city's programs see."""
    subjects = Case._meta.get_field("subject").related_model
    running = Case.objects.filter(is_open=True).values("subject")
    rows = subjects.objects.filter(residences__organisation=organisation("xiangtan").id)
    found = list(rows.exclude(pk__in=running).order_by("-pk").values_list("pk", flat=True)[:many])
    if len(found) < many:
        raise SystemExit(f"{many} filings need more people: only {len(found)} have no case.")
    return found


def filed(filings: list[Filing]) -> tuple[int, int, int, int]:
    """Of these drafts: with a case, cases of their own, distinct numbers, gaps in the numbers."""
    with acting(SYSTEM):
        drafts = Draft.objects.filter(public_id__in=[one.draft for one in filings])
        cases = Case.objects.filter(draft__in=drafts).order_by("number")
        numbers = list(cases.values_list("number", flat=True))
        double = Case.objects.filter(channel="staff", draft__isnull=True).exclude(
            idempotency_key__startswith="seeded-"
        )
        ends = sorted(int(number.rsplit("-", 1)[1]) for number in numbers)
        gaps = (ends[-1] - ends[0] + 1 - len(ends)) if ends else 0
        return drafts.exclude(case=None).count(), double.count(), len(set(numbers)), gaps
