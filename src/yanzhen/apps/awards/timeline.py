"""Writing down what happened to an award: timeline and audit; in the caller's transaction."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, Role, holders
from yanzhen.apps.audit.service import record
from yanzhen.apps.awards.models import Award, Event
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.organisations.service import above, departments_of
from yanzhen.policy.vocabulary import Label


def write_event(
    award: Award, kind: str, acting: Actor, reason: str = "", told: Mapping[str, Any] | None = None
) -> None:
    """One line more on the timeline, and the event in the city's chain.

    The chain gets sums, dates and codes, never what people wrote.
    """
    Event.objects.create(
        award=award, tenant_id=award.tenant_id, account_id=award.account_id,
        employer_id=award.employer_id, at=timezone.now(), kind=kind, by_id=acting.account_id,
        by_name=acting.name, reason=reason, told=dict(told or {}),
    )  # fmt: skip
    record(
        f"award.{kind}", acting=acting, subject=f"award:{award.number}", chain=award.city,
        details={"case": award.case_number, "rule": award.rule, "state": award.state,
                 "granted_fen": award.granted_fen, **(told or {})},
    )  # fmt: skip


def tell_person(award: Award, kind: str, title: Label, **words: Word | None) -> None:
    """The person is told, when she has an account."""
    if award.account_id is not None:
        given: dict[str, Word | None] = {"number": award.number, "item": title, **words}
        notify(award.account_id, kind, given, own_link_of(award))


def tell_offices(award: Award, kind: str, title: Label, **words: Word | None) -> None:
    """Finance and talent office of the place and of those above it are told."""
    seats = [one.id for one in above(award.tenant_id)]
    given: dict[str, Word | None] = {"number": award.number, "item": title, **words}
    told = holders(departments_at(seats), Role.FINANCE, Role.TALENT_OFFICE)
    for account in dict.fromkeys(one.account_id for one in told):
        notify(account, kind, given, link_of(award))


def departments_at(places: list[int]) -> set[int]:
    """The places and their departments: where posts are held."""
    return {*places, *(one.id for place in places for one in departments_of(place))}


def link_of(award: Award) -> str:
    """The address of the award at the desk."""
    return f"/desk/money/awards/{award.number}/"


def own_link_of(award: Award) -> str:
    """The address of the award on the person's own page."""
    return f"/my/money/#{award.number}"
