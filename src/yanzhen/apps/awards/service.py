"""The awards' public face.

take_up("XIANGTAN-2026-000123")                 what a case in effect entitles to, exactly once
award(finance, "A-XIANGTAN-2026-000123-1")      with its payments, movements, timeline
mine(wang)                                      what she gets when, and why less than computed
suspend(finance, number, reason)                and resume, stop, move, correct
outlook(finance, "xiangtan").years              what the next five years ask for
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.awards import queries
from yanzhen.apps.awards.access import access_award, access_to_change
from yanzhen.apps.awards.actions import changing, correcting, noting, planning, taking_up
from yanzhen.apps.awards.actions.examining import examine
from yanzhen.apps.awards.actions.settling import (
    leave_run,
    mark_failed,
    mark_paid,
    mark_returned,
    retry,
    take_into_run,
)
from yanzhen.apps.awards.budget import book_of, commit_awards
from yanzhen.apps.awards.drawing import Drawn, drawn
from yanzhen.apps.awards.errors import AwardRefused, NoSuchAward, Refusal
from yanzhen.apps.awards.forecasting import Year, forecast
from yanzhen.apps.awards.models import Award
from yanzhen.apps.awards.plans import Part
from yanzhen.apps.awards.queries import DUE, Filters, Gap, Payments
from yanzhen.apps.awards.showing import (
    costs_of,
    form_of,
    mine_of,
    payments_of,
    rows_of,
    shares_shown,
    shown,
    with_what_is_missing,
)
from yanzhen.apps.awards.shown import (
    AwardRow,
    AwardShown,
    Bearer,
    CorrectionShown,
    Cost,
    CutShown,
    EventShown,
    InstalmentShown,
    Mine,
    OutcomeShown,
    Outlook,
    Page,
    PaymentRow,
    PaymentsPage,
    PlanForm,
    ShareShown,
)
from yanzhen.apps.awards.splitting import split

__all__ = [
    "DUE",
    "AwardRefused",
    "AwardRow",
    "AwardShown",
    "Bearer",
    "CorrectionShown",
    "Cost",
    "CutShown",
    "Drawn",
    "EventShown",
    "Filters",
    "Gap",
    "InstalmentShown",
    "Mine",
    "NoSuchAward",
    "OutcomeShown",
    "Outlook",
    "Page",
    "Part",
    "PaymentRow",
    "Payments",
    "PaymentsPage",
    "PlanForm",
    "Refusal",
    "ShareShown",
    "Year",
    "approve_correction",
    "award",
    "awards",
    "book_of",
    "cancel_instalments",
    "clause_costs",
    "commit_waiting",
    "confirm_plan",
    "correct",
    "decline_correction",
    "drawn",
    "due",
    "gaps",
    "how_many",
    "how_many_wait",
    "leave_run",
    "mark_failed",
    "mark_paid",
    "mark_returned",
    "mine",
    "move",
    "note_came_back",
    "note_outcome",
    "of_case",
    "of_employers",
    "of_numbers",
    "outlook",
    "paid_under",
    "patterns",
    "payments",
    "plan",
    "recheck",
    "resume",
    "retry",
    "set_pattern",
    "set_shares",
    "shares",
    "split",
    "stop",
    "suspend",
    "take_into_run",
    "take_up",
    "years_of",
]  # fmt: skip


def take_up(number: str) -> tuple[str, ...]:
    """The numbers of the awards of a case in effect; again gives the same."""
    return tuple(one.number for one in taking_up.take_up(number=number))


# ---------------------------------------------------------------- looking


def award(actor: Actor, number: str) -> AwardShown:
    """An award with its whole life; NoSuchAward when it is not there for her."""
    return shown(actor, access_award(actor, number))


def awards(
    actor: Actor, wanted: Filters | None = None, page: int = 1, size: int = queries.SIZE
) -> Page:
    """The awards that she sees, narrowed, the latest first."""
    rows = queries.listed(actor, wanted or Filters())
    first = max(page - 1, 0) * size
    part = rows_of(list(rows[first : first + size]))
    if wanted is not None and wanted.held_back:
        part = with_what_is_missing(part)
    return Page(part, queries.counted(rows), page, size)


def paid_under(subject_id: int, city: str, rules: Iterable[str]) -> tuple[str, ...]:
    """The numbers of awards of a person under these rules that are still being paid."""
    return queries.paid_under(subject_id, city, rules)


def payments(
    actor: Actor, wanted: Payments | None = None, page: int = 1, size: int = queries.SIZE
) -> PaymentsPage:
    """The payments that she sees, narrowed, by the day on which they fall due."""
    rows = queries.payments(actor, wanted or Payments())
    first = max(page - 1, 0) * size
    return PaymentsPage(payments_of(list(rows[first : first + size])), queries.counted(rows))


def how_many(actor: Actor, wanted: Filters) -> int:
    """How many of these she sees; counted no further than a list counts."""
    return queries.counted(queries.listed(actor, wanted))


def how_many_wait(actor: Actor, lists: Mapping[str, Filters], most: int = 100) -> dict[str, int]:
    """How long several lists are, counted no further than `most`."""
    return queries.how_many_wait(actor, lists, most)


def mine(actor: Actor) -> tuple[Mine, ...]:
    """Her own awards with all their payments, the latest first."""
    return mine_of(list(queries.own(actor)))


def of_employers(actor: Actor) -> tuple[Mine, ...]:
    """What is paid to the employers for which she acts, the latest first."""
    return mine_of(list(queries.of_employers(actor)))


def of_case(actor: Actor, number: str) -> tuple[AwardRow, ...]:
    """What a case became, as far as she sees it."""
    return rows_of(list(queries.of_case(actor, number)))


def of_numbers(actor: Actor, numbers: Iterable[str]) -> tuple[AwardRow, ...]:
    """The awards of these numbers; those that are not there for her are left out."""
    return rows_of(list(queries.of_numbers(actor, numbers)))


def outlook(
    actor: Actor, city: str, years: int = 5, fund: str | None = None, first: int | None = None
) -> Outlook:
    """What each year asks for: paid, committed, at risk; and what has no dates yet."""
    begin = first if first is not None else timezone.localdate().year
    fen, count, waiting = queries.unplanned(actor, city, fund)
    return Outlook(
        forecast(queries.amounts(actor, city, begin, years, fund), begin, years),
        fen, count, waiting,
    )  # fmt: skip


def gaps(actor: Actor, city: str, year: int) -> dict[str, Gap]:
    """What of each fund (by its id) has no budget up to the end of a year."""
    return queries.gaps(actor, city, year)


def clause_costs(
    actor: Actor, city: str, by: str = "rule", year: int | None = None,
    tenants: frozenset[int] | None = None,
) -> tuple[Cost, ...]:  # fmt: skip
    """What was granted and paid by rule, clause, year, place, tier, industry or employer."""
    return costs_of(actor, city, by, year, tenants)


def years_of(actor: Actor, city: str) -> list[int]:
    """The years in which awards of a city took effect, the latest first."""
    return queries.years_of(actor, city)


def due(actor: Actor, up_to: date, tenants: frozenset[int] | None = None) -> tuple[int, int]:
    """How many payments may be paid up to a day, and how much they come to (see `DUE`)."""
    return queries.due_sums(actor, up_to, tenants)


# ---------------------------------------------------------------- planning


def plan(
    actor: Actor, number: str, counted_from: date | None = None, percents: str = ""
) -> PlanForm:
    """What is offered for an award whose dates the clause leaves open; by the rule's pattern,
    or by these percents (AwardRefused where they are none)."""
    return form_of(access_award(actor, number), counted_from, percents)


def confirm_plan(
    actor: Actor, number: str, parts: Sequence[Part], counted_from: date | None = None
) -> None:
    """Enter the plan; AwardRefused with everything that is wrong with it."""
    planning.confirm_plan(acting=actor, number=number, parts=parts, counted_from=counted_from)


def shares(city: str) -> tuple[ShareShown, ...]:
    """Who bears how much in a city, as it has been set; nobody's secret."""
    return shares_shown(city)


def patterns(city: str) -> dict[str, str]:
    """How sums are offered to be divided in a city, by rule."""
    return queries.patterns_of_city(city)


def set_pattern(actor: Actor, city: str, rule: str, percents: str) -> None:
    """How a rule's sum is offered to be divided; empty takes the setting away."""
    planning.set_pattern(acting=actor, city=city, rule=rule, percents=percents)


def set_shares(
    actor: Actor, city: str, rule: str, percents: dict[str, Decimal], valid_from: date,
    valid_until: date | None = None,
) -> None:  # fmt: skip
    """Who bears how much of a rule (empty: of all) from a day on."""
    noting.set_shares(
        acting=actor, city=city, rule=rule, percents=percents, valid_from=valid_from,
        valid_until=valid_until,
    )  # fmt: skip


# ---------------------------------------------------------------- changing


def suspend(actor: Actor, number: str, reason: str) -> None:
    """Nothing is paid until it is resumed."""
    changing.suspend(acting=actor, number=number, reason=reason)


def resume(actor: Actor, number: str, reason: str) -> None:
    """Go on; payments whose conditions did not hold on their day stay held back."""
    changing.resume(acting=actor, number=number, reason=reason)


def stop(actor: Actor, number: str, reason: str) -> None:
    """End it; what was committed for it is free again."""
    changing.stop(acting=actor, number=number, reason=reason)


def cancel_instalments(actor: Actor, number: str, instalments: Iterable[int], reason: str) -> None:
    """Payments that are held back fall away."""
    changing.cancel_instalments(
        acting=actor, number=number, instalments=tuple(instalments), reason=reason
    )


def move(
    actor: Actor, number: str, reason: str, place: str = "", employer_id: int | None = None
) -> None:
    """To another county of the city, or to another employer."""
    changing.move(acting=actor, number=number, reason=reason, place=place, employer_id=employer_id)


def correct(actor: Actor, number: str, granted_fen: int, parts: Sequence[Part], reason: str) -> int:
    """Propose another sum or plan for what is not paid; the correction's id."""
    made = correcting.propose_correction(
        acting=actor, number=number, granted_fen=granted_fen, parts=parts, reason=reason
    )
    return made.pk


def approve_correction(actor: Actor, correction_id: int) -> None:
    """A second person agrees, and it holds."""
    correcting.approve_correction(acting=actor, correction=correction_id)


def decline_correction(actor: Actor, correction_id: int, reason: str) -> None:
    """A second person does not agree."""
    correcting.decline_correction(acting=actor, correction=correction_id, reason=reason)


def recheck(actor: Actor, number: str) -> None:
    """Look now at every payment that waits and whose day has come."""
    with transaction.atomic():
        found = access_to_change(actor, number)
        examine(found, actor, timezone.localdate(), suspends=found.state != Award.State.SUSPENDED)


def commit_waiting(actor: Actor, number: str) -> None:
    """Ask the budget again for what has none yet."""
    with transaction.atomic():
        commit_awards([access_to_change(actor, number)], actor)


def note_outcome(actor: Actor, number: str, **told: Any) -> None:
    """What a bank did under an award: `party, kind, sum_fen, on, reference`."""
    noting.note_outcome(acting=actor, number=number, **told)


def note_came_back(actor: Actor, number: str, fen: int, claim: str) -> None:
    """Money that was paid came back by a claim: it counts as never paid from now on."""
    noting.note_came_back(acting=actor, number=number, fen=fen, claim=claim)
