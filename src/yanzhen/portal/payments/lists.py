"""The lists: runs, the payments of one, what was left out of it, the lines of a receipt."""

from collections.abc import Mapping
from functools import partial

from django.urls import reverse

from yanzhen.apps.accounts.service import current
from yanzhen.apps.payments import service as payments
from yanzhen.apps.payments.service import LeftOutShown, LineShown, PaymentShown, RunRow
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.listing.columns import Badge, Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed
from yanzhen.portal.listing.source import Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import say

TONES = {
    "paid": "good", "settled": "good", "known": "plain", "cancelled": "plain",
    "open": "warn", "frozen": "warn", "approved": "warn", "exported": "lake", "sent": "lake",
    "pending": "lake", "failed": "bad", "returned": "bad",
}  # fmt: skip


def state_badge(state: str, label: Label, language: Language) -> Badge:
    """A state in its colour; what is none of these wants to be looked at."""
    return Badge(label.say(language), TONES.get(state, "warn"))


def sum_cell(fen: int, language: Language) -> Cell:
    return Cell(money(fen, language), sheet=f"{fen // 100}.{fen % 100:02}")


# ---------------------------------------------------------------- runs


def _title(row: RunRow, _language: Language) -> Cell:
    return Cell(row.title, reverse("portal:pay_run", args=[row.number]), row.number)


def _states(language: Language) -> Choices:
    return [(one, payments.run_label(one).say(language)) for one in payments.RUN_STATES]


RUNS_LIST = Listing[RunRow](
    "runs",
    columns=(
        Column("title", "pay_title", _title, look="main"),
        Column("state", "case_state", lambda r, g: Cell(badge=state_badge(r.state, r.label, g))),
        Column("count", "pay_count", lambda r, _: Cell(f"{r.count:,}", sheet=r.count),
               look="number"),
        Column("sum", "pay_sum", lambda r, g: sum_cell(r.fen, g), look="number"),
        Column("up_to", "pay_up_to", lambda r, g: Cell(day(r.up_to, g), sheet=r.up_to)),
        Column("place", "case_place", lambda r, g: Cell(r.place.say(g)), look="quiet"),
        Column("by", "pay_made_by", lambda r, g: Cell(r.made_by, small=moment_said(r.made_at, g)),
               look="quiet"),
    ),
    filters=(Filter("state", "case_state", _states),),
    searched="pay_search_runs",
    empty="pay_no_runs",
)  # fmt: skip


def _runs(_place: Mapping[str, str]) -> Paged[RunRow]:
    def part(wanted: Wanted) -> Part[RunRow]:
        asked = (current(), wanted.filters.get("state", ""), wanted.search)
        return Part(
            payments.runs(*asked, first=wanted.start, most=wanted.size),
            payments.runs_count(*asked),
        )

    return Paged(part)


RUNS = Feed("money.runs", Label("支付批次", "Payment runs"), RUNS_LIST, _runs)

# ---------------------------------------------------------------- payments of a run


def _payment_states(language: Language) -> Choices:
    return [(one, payments.payment_label(one).say(language)) for one in payments.PAYMENT_STATES]


def _payment_state(row: PaymentShown, language: Language) -> Cell:
    return Cell(badge=state_badge(row.state, row.label, language), small=row.reason)


PAYMENTS_LIST = Listing[PaymentShown](
    "payments",
    columns=(
        Column("name", "pay_name", lambda r, _: Cell(r.name, small=r.masked), look="main"),
        Column("sum", "pay_sum", lambda r, g: sum_cell(r.fen, g), look="number"),
        Column("state", "case_state", _payment_state),
        Column("reference", "pay_reference", lambda r, _: Cell(r.reference), look="quiet"),
        Column("award", "pay_award",
               lambda r, g: Cell(r.award_number, small=say("pay_nth", g, nth=r.instalment)),
               look="quiet"),
    ),
    filters=(Filter("state", "case_state", _payment_states),),
    searched="pay_search_payments",
    empty="pay_no_payments",
)  # fmt: skip


def _payments_of(number: str, wanted: Wanted) -> Part[PaymentShown]:
    found = payments.payments(
        current(), number, wanted.filters.get("state", ""), wanted.search, wanted.start, wanted.size
    )
    return Part(found.rows, found.total)


def payments_of(place: Mapping[str, str]) -> Paged[PaymentShown]:
    return Paged(partial(_payments_of, place["number"]))


PAYMENTS = Feed("money.payments", Label("付款清单", "Payments"), PAYMENTS_LIST, payments_of)

# ---------------------------------------------------------------- left out

LEFT_OUT_LIST = Listing[LeftOutShown](
    "left-out",
    columns=(
        Column("name", "pay_person", lambda r, _: Cell(r.name, small=r.award_number), look="main"),
        Column("due", "pay_due", lambda r, g: Cell(day(r.due_on, g), sheet=r.due_on)),
        Column("sum", "pay_sum", lambda r, g: sum_cell(r.fen, g), look="number"),
        Column("payee", "pay_payee", lambda r, _: Cell(
            str(r.payee_id), f"{reverse('portal:pay_accounts')}?subject={r.payee_id}")),
    ),
    empty="pay_none_left_out",
)  # fmt: skip


def _left_out_of(number: str, wanted: Wanted) -> Part[LeftOutShown]:
    found = payments.left_out(current(), number, wanted.start, wanted.size)
    return Part(found.rows, found.total)


def left_out_of(place: Mapping[str, str]) -> Paged[LeftOutShown]:
    return Paged(partial(_left_out_of, place["number"]))


LEFT_OUT = Feed("money.left-out", Label("未列入本批", "Left out"), LEFT_OUT_LIST, left_out_of)

# ---------------------------------------------------------------- lines of a receipt


def _groups(language: Language) -> Choices:
    look = ("look", say("pay_look_at", language))
    return [look, *((one, payments.outcome_label(one).say(language)) for one in payments.OUTCOMES)]


def _line_sum(row: LineShown, language: Language) -> Cell:
    return Cell() if row.fen is None else sum_cell(row.fen, language)


LINES_LIST = Listing[LineShown](
    "lines",
    columns=(
        Column("row", "pay_row", lambda r, _: Cell(str(r.row), sheet=r.row), look="number"),
        Column("reference", "pay_reference", lambda r, _: Cell(r.reference, small=r.name),
               look="main"),
        Column("sum", "pay_sum", _line_sum, look="number"),
        Column("outcome", "pay_outcome",
               lambda r, g: Cell(badge=state_badge(r.outcome, r.label, g), small=r.say.say(g))),
    ),
    filters=(Filter("outcome", "pay_outcome", _groups),),
    empty="pay_no_lines",
)  # fmt: skip


def _lines_of(number: str, receipt: int, wanted: Wanted) -> Part[LineShown]:
    chosen = wanted.filters.get("outcome", "")
    group = payments.LOOK_AT if chosen == "look" else (chosen,) if chosen else ()
    found = payments.lines(current(), number, receipt, group, wanted.start, wanted.size)
    return Part(found.rows, found.total)


def lines_of(place: Mapping[str, str]) -> Paged[LineShown]:
    return Paged(partial(_lines_of, place["number"], int(place["receipt"])))


LINES = Feed("money.lines", Label("回单核对", "Reconciliation"), LINES_LIST, lines_of)
