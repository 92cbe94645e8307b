"""The seats of an authorisation in the ledger: one line each, in the book of the city's pool.

given(acting, one, 5, "市委人才办〔2026〕8号")      five more
spent(acting, one, subject_id)                     the key of what was spent, or NotEnough

The authorisation is locked by whoever calls. Each movement has a key of its own, by `moves`.
"""

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Balance, NotEnough, Posting
from yanzhen.apps.recognition.errors import RecognitionRefused, Refusal
from yanzhen.apps.recognition.models.seat import Authorisation, SeatUse
from yanzhen.apps.recognition.seats import words
from yanzhen.policy import Pack


def open_line(acting: Actor, one: Authorisation, pack: Pack, pool: str) -> None:
    """The line that counts the seats of an authorisation, in the book of the pack's pool."""
    said = next(each for each in pack.funding.pools if each.id == pool)
    code = f"{one.city}/{pool}"
    ledgers.open_book(
        acting=acting, code=code, kind="pool", unit=said.unit, place=one.city, name=said.label,
        clause=said.clause,
    )  # fmt: skip
    one.line = ledgers.open_line(
        acting=acting, book=code, year=one.valid_from.year, programme=f"authorisation-{one.pk}"
    ).code
    one.save(update_fields=["line"])


def standing(one: Authorisation) -> Balance:
    return ledgers.balance(one.line or "")


def given(acting: Actor, one: Authorisation, count: int, reason: str) -> None:
    """So many more."""
    ledgers.allot(acting=acting, posting=_posting(one, count, reason=reason))


def taken_back(acting: Actor, one: Authorisation, count: int, reason: str) -> None:
    """So many fewer; RecognitionRefused where fewer are free."""
    try:
        ledgers.recall(acting=acting, posting=_posting(one, count, reason=reason))
    except NotEnough as short:
        say = words.in_use(short.available)
        raise RecognitionRefused([Refusal("in_use", say, "seats")]) from None


def spent(acting: Actor, one: Authorisation, subject_id: int) -> None:
    """One seat is used up; NotEnough where none is free."""
    posting = _posting(one, 1, subject_id=subject_id)
    ledgers.commit(acting=acting, posting=posting)
    ledgers.spend(acting=acting, posting=_posting(one, 1, subject_id=subject_id))


def returned(use: SeatUse, one: Authorisation, reason: str) -> None:
    """The seat of a recognition that is no more is free again."""
    ledgers.give_back(
        acting=SYSTEM, posting=_posting(one, 1, use.recognition.subject_id, reason=reason)
    )


def _posting(
    one: Authorisation, count: int, subject_id: int | None = None, reason: str = ""
) -> Posting:
    one.moves += 1
    one.save(update_fields=["moves"])
    return Posting(
        f"seats/{one.pk}/{one.moves}", one.line or "", count, clause=one.clause,
        subject_id=subject_id, reference=f"seats:{one.pk}", reason=reason,
    )  # fmt: skip
