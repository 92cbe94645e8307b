"""What awards ask of the ledgers: one place for all of it.

commit(acting, postings)              all of them, or NotEnough and none
line_ids(codes)                       which of these lines there are
cap_line(city, limit, ...)            a subject's line of a cap, with its limit on it
"""

from collections.abc import Iterable

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.models import Award
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Line, NotEnough, Posting
from yanzhen.policy.vocabulary import Label

__all__ = [
    "NotEnough", "Posting", "cap_line", "cap_used", "commit", "line_ids", "moved_for", "posting",
    "release", "take_up_to", "used_of",
]  # fmt: skip
CAPS = Label("封顶额度", "Caps")


def posting(award: Award, key: str, line: str, fen: int) -> Posting:
    """A movement for an award."""
    return Posting(
        key=key, line=line, amount=fen, case=award.case_number, clause=award.clause,
        subject_id=award.subject_id, reference=award.number,
    )  # fmt: skip


def commit(acting: Actor, postings: Iterable[Posting]) -> None:
    """Promise these, all or none."""
    ledgers.post_many(acting=acting, way=ledgers.COMMIT, postings=postings)


def release(acting: Actor, one: Posting) -> None:
    """Free again what was promised."""
    ledgers.release(acting=acting, posting=one)


def take_up_to(one: Posting) -> int:
    """As much of a cap as is left."""
    return ledgers.take_up_to(acting=SYSTEM, posting=one)


def used_of(line: str) -> int:
    """What of a line is promised or paid already."""
    return ledgers.balance(line).used


def moved_for(actor: Actor, award: Award) -> tuple[ledgers.MovementShown, ...]:
    """What moved for an award, on lines that the actor sees."""
    moved = ledgers.movements_of_case(actor, award.case_number)
    return tuple(one for one in moved if one.reference == award.number)


def line_ids(codes: Iterable[str]) -> dict[str, int]:
    """The ids of those of these lines that there are; in one query."""
    with being(SYSTEM):
        return dict(Line.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def cap_used(city: str, programmes: Iterable[str], year: int | None) -> int:
    """What of these caps is used together; lines that were never opened count nothing."""
    codes = [ledgers.code_of(f"{city}/caps", year, programme=one) for one in programmes]
    return sum(one.used for one in ledgers.balances(codes).values()) if codes else 0


def cap_line(city: str, programme: str, year: int | None, limit: int, reason: str) -> str:
    """The line of one cap; opened, and given its limit, when it is first asked for.

    Where a later version of the pack raises the limit the line gets the difference; where it
    lowers it, what was granted stands and what is free beyond the limit is taken back.
    """
    book = f"{city}/caps"
    ledgers.open_book(acting=SYSTEM, code=book, kind="cap", unit="fen", place=city, name=CAPS)
    line: str = ledgers.open_line(acting=SYSTEM, book=book, year=year, programme=programme).code
    has = ledgers.balance(line)
    change = limit - has.allotted
    key = f"{line}:{has.allotted}>{limit}"
    if change > 0:
        ledgers.allot(acting=SYSTEM, posting=Posting(key, line, change, reason=reason))
    elif change < 0 and has.available:
        less = min(-change, has.available)
        ledgers.recall(acting=SYSTEM, posting=Posting(key, line, less, reason=reason))
    return line
