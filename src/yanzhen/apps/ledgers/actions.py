"""Every movement: arranging budgets, and what follows from decisions.

    allot(acting=finance, posting=Posting("budget-2026", line, 100_000_000_00, reason="年初预算"))
    commit(acting=SYSTEM, posting=Posting("award-7/1", line, 360_000, case="XIANGTAN-2026-000123"))
    take_up_to(acting=SYSTEM, posting=Posting("bonus-3", cap, 50_000_000))     what the cap leaves

Arranging is done by finance (quota by the talent office too), with a reason, and goes into the
audit log. What follows from decisions is asked for by the app that knows the decision.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.ledgers.access import access_line
from yanzhen.apps.ledgers.errors import KeyUsed, LedgerRefused, NoSuchLine, Refusal
from yanzhen.apps.ledgers.models import Account, Kind, Line, Movement, Stage
from yanzhen.apps.ledgers.movements import Posting, Way, insert, write
from yanzhen.apps.ledgers.opening import require_manager
from yanzhen.policy.vocabulary import Label

ALLOT = Way(Kind.ALLOT, Stage.SOURCE, Stage.AVAILABLE)
RECALL = Way(Kind.RECALL, Stage.AVAILABLE, Stage.SOURCE)
PASS_DOWN = Way(Kind.PASS_DOWN, Stage.AVAILABLE, Stage.AVAILABLE)
CARRY = Way(Kind.CARRY, Stage.AVAILABLE, Stage.AVAILABLE)
HOLD = Way(Kind.HOLD, Stage.AVAILABLE, Stage.HELD)
COMMIT = Way(Kind.COMMIT, Stage.AVAILABLE, Stage.COMMITTED)
COMMIT_HELD = Way(Kind.COMMIT, Stage.HELD, Stage.COMMITTED)
SPEND = Way(Kind.SPEND, Stage.COMMITTED, Stage.SPENT)
RELEASE = Way(Kind.RELEASE, Stage.COMMITTED, Stage.AVAILABLE)
RELEASE_HELD = Way(Kind.RELEASE, Stage.HELD, Stage.AVAILABLE)
GIVE_BACK = Way(Kind.GIVE_BACK, Stage.SPENT, Stage.AVAILABLE)

NO_REASON = Label("请写明理由。", "Say the reason.")
OTHER_BOOK = Label("两个科目不在同一账本。", "The two lines are not of one book.")
NOT_LATER = Label("结转只能转入以后年度。", "What is left is carried into a later year only.")
NOT_CARRIED = Label(
    "本账本未定结余可以结转，请先由财政部门设定。",
    "Nobody has settled that this book carries over what is left: finance sets that first.",
)


def allot(*, acting: Actor, posting: Posting) -> int:
    """Give a line its budget, or more of it."""
    return _arrange(acting, ALLOT, posting)


def recall(*, acting: Actor, posting: Posting) -> int:
    """Take back what is free of a line's budget."""
    return _arrange(acting, RECALL, posting)


def pass_down(*, acting: Actor, posting: Posting) -> int:
    """Hand free budget to another line of the book (`to`): a county, a programme."""
    return _arrange(acting, PASS_DOWN, posting)


def carry_over(*, acting: Actor, posting: Posting) -> int:
    """Let what was not used in a year be used in a later one (`to`)."""
    return _arrange(acting, CARRY, posting)


def hold(*, acting: Actor, posting: Posting) -> int:
    """Set aside for a case that is not decided."""
    return write(acting, HOLD, [posting])


def commit(*, acting: Actor, posting: Posting, held: bool = False) -> int:
    """Promise by a decision: out of what is free, or out of what was held for it."""
    return write(acting, COMMIT_HELD if held else COMMIT, [posting])


def spend(*, acting: Actor, posting: Posting) -> int:
    """Paid, or occupied."""
    return write(acting, SPEND, [posting])


def release(*, acting: Actor, posting: Posting, held: bool = False) -> int:
    """Free again what was committed, or held."""
    return write(acting, RELEASE_HELD if held else RELEASE, [posting])


def give_back(*, acting: Actor, posting: Posting) -> int:
    """What was paid comes back; what was occupied is left."""
    return write(acting, GIVE_BACK, [posting])


def post_many(*, acting: Actor, way: Way, postings: Iterable[Posting]) -> int:
    """Write a stream of movements of one way (`SPEND`, `COMMIT`, ...), all or none; how many are
    new. Sort them by line where several such streams may run at once."""
    return write(acting, way, postings)


def take_up_to(*, acting: Actor, posting: Posting) -> int:
    """Commit as much of the amount as the line has free; how much that was, perhaps nothing.

    The account stays locked until the transaction ends: of two that ask for the last of it, the
    second is told what the first has left. The same key again: what it was granted then.
    """
    with act_as(SYSTEM), transaction.atomic():
        account = (
            Account.objects.select_for_update(of=("self",), no_key=True)
            .filter(line__code=posting.line, stage=Stage.AVAILABLE)
            .first()
        )
        if account is None:
            raise NoSuchLine(posting.line)
        earlier = Movement.objects.filter(key=posting.key).first()
        if earlier is not None:
            if (earlier.kind, earlier.from_account_id) != (Kind.COMMIT, account.pk):
                raise KeyUsed(posting.key)
            return earlier.amount
        granted = min(posting.amount, account.balance)
        if granted > 0:
            commit(acting=acting, posting=replace(posting, amount=granted))
        return max(granted, 0)


def reverse(*, acting: Actor, key: str, new_key: str, reason: str) -> int:
    """Undo a movement, whole, by its opposite; both stay, and it can be done once."""
    if not reason.strip():
        raise LedgerRefused([Refusal("needs_reason", NO_REASON, "reason")])
    with act_as(SYSTEM), transaction.atomic():
        was = (
            Movement.objects.filter(key=key).select_related("book", "from_account", "to_account")
        ).first()
        if was is None:
            raise NoSuchLine(key)
        _lock(was.from_account_id, was.to_account_id)
        if was.kind in (Kind.ALLOT, Kind.RECALL, Kind.PASS_DOWN, Kind.CARRY):
            require_manager(acting, was.book, was.tenant_id)
        tenant, other = was.to_account.tenant_id, was.from_account.tenant_id
        row = (
            new_key, Kind.REVERSE.value, was.book_id, was.to_account_id, was.from_account_id,
            was.amount, was.case_number, was.clause, was.subject_id, was.reference, reason,
            acting.account_id, acting.name, was.pk, tenant, other if other != tenant else None,
        )  # fmt: skip
        fresh = insert([row])
        if fresh:
            record("ledger.reverse", acting=acting, subject=f"movement:{key}", chain=was.book.city,
                   details={"amount": was.amount, "key": new_key, "reason": reason})  # fmt: skip
    return fresh


def _lock(*accounts: int) -> None:
    rows = Account.objects.select_for_update(no_key=True).filter(pk__in=accounts)
    list(rows.order_by("pk").values_list("pk"))


def _arrange(acting: Actor, way: Way, posting: Posting) -> int:
    with act_as(SYSTEM), transaction.atomic():
        line = access_line(SYSTEM, posting.line)
        to = access_line(SYSTEM, posting.to) if posting.to else line
        require_manager(acting, line.book, line.tenant_id)
        refusals = tuple(_wrong(way, posting, line, to))
        if refusals:
            raise LedgerRefused(refusals)
        fresh = write(acting, way, [posting])
        if fresh:
            record(f"ledger.{way.kind.value}", acting=acting, subject=f"line:{posting.line}",
                   chain=line.book.city, details=_told(posting))  # fmt: skip
    return fresh


def _wrong(way: Way, posting: Posting, line: Line, to: Line) -> Iterable[Refusal]:
    if not posting.reason.strip():
        yield Refusal("needs_reason", NO_REASON, "reason")
    if to.book_id != line.book_id:
        yield Refusal("other_book", OTHER_BOOK, "to")
    if way is CARRY:
        if not line.book.carries_over:
            yield Refusal("not_carried", NOT_CARRIED)
        if (line.year or 0) >= (to.year or 0):
            yield Refusal("not_later", NOT_LATER, "to")


def _told(posting: Posting) -> dict[str, int | str]:
    return {"amount": posting.amount, "to": posting.to, "key": posting.key,
            "reason": posting.reason}  # fmt: skip
