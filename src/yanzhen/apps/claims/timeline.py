"""Writing down what happened to a claim: steps, audit, notices; in the caller's transaction."""

from collections.abc import Mapping
from typing import Any

from yanzhen.apps.accounts.service import Actor, Role, holders
from yanzhen.apps.audit.service import record
from yanzhen.apps.claims.models import Claim, Step
from yanzhen.apps.claims.words import title_of
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.organisations.service import above, departments_of

INTERNAL = frozenset({"asked_written_off", "asked_withdrawn", "end_declined"})
"""Steps between people of the office, which the payee does not see."""


def write_step(
    claim: Claim, kind: str, acting: Actor, reason: str = "", told: Mapping[str, Any] | None = None
) -> None:
    """One line more on the timeline, and the event in the city's chain.

    The chain gets sums, dates and codes, never what people wrote.
    """
    is_told = claim.is_told and kind not in INTERNAL
    Step.objects.create(
        claim=claim, tenant_id=claim.tenant_id, account_id=claim.account_id,
        employer_id=claim.employer_id, is_told=is_told, kind=kind, by_id=acting.account_id,
        by_name=acting.name, reason=reason, told=dict(told or {}),
    )  # fmt: skip
    record(
        f"claim.{kind}", acting=acting, subject=f"claim:{claim.number}", chain=claim.city,
        details={"award": claim.award_id, "clause": claim.clause, "state": claim.state,
                 "amount_fen": claim.amount_fen, "back_fen": claim.back_fen, **(told or {})},
    )  # fmt: skip


def tell_payee(claim: Claim, kind: str, **words: Word | None) -> None:
    """Whoever got the money is told, when there is an account."""
    if claim.account_id is not None:
        notify(claim.account_id, kind, _words(claim, words), f"/my/claims/{claim.number}/")


def tell_offices(claim: Claim, kind: str, **words: Word | None) -> None:
    """Finance and talent office of the place are told, with those above it."""
    places = [one.id for one in above(claim.tenant_id)]
    seats = {*places, *(one.id for place in places for one in departments_of(place))}
    told = holders(seats, Role.FINANCE, Role.TALENT_OFFICE)
    for account in dict.fromkeys(one.account_id for one in told):
        notify(account, kind, _words(claim, words), f"/desk/money/claims/{claim.number}/")


def _words(claim: Claim, words: Mapping[str, Word | None]) -> dict[str, Word | None]:
    return {"number": claim.number, "item": title_of(claim), **words}
