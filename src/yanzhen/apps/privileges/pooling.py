"""How many there are for all cards in a year: a pool of the ledger, a line for each year.

    spend_one(offer, use)       commits and spends one of the year's line, or refuses
    stock(offer, 2026)          the line, given the year's number when it is opened

Sixty-four at once for the last one: the ledger lets one have it.
"""

from datetime import date

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import NotEnough, Posting
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.privileges.errors import refuse
from yanzhen.apps.privileges.models import Privilege
from yanzhen.policy.vocabulary import Label

BY_OFFER = "按公布的年度总量"


def book_of(offer: Privilege) -> str:
    """The code of an offer's book."""
    return f"{offer.city}/privilege-{offer.pk}"


def line_of(offer: Privilege, year: int) -> str:
    """The code of a year's line of it."""
    return ledgers.code_of(book_of(offer), year)


def stock(offer: Privilege, year: int) -> str:
    """The year's line, opened with what the offer says; the same again changes nothing."""
    line = line_of(offer, year)
    if offer.yearly is None or line in ledgers.balances([line]):
        return line
    place = organisation_by_id(offer.tenant_id)
    ledgers.open_book(
        acting=SYSTEM, code=book_of(offer), kind="pool", unit=offer.unit, place=place.code,
        name=Label(offer.title_zh, offer.title_en), clause="",
    )  # fmt: skip
    ledgers.open_line(acting=SYSTEM, book=book_of(offer), year=year)
    _give(SYSTEM, offer, year, offer.yearly, f"privilege/{offer.pk}/{year}/first", BY_OFFER)
    return line


def resize(acting: Actor, offer: Privilege, size: int | None, on: date, reason: str) -> None:
    """From now on so many in a year (the offer is locked); those that were used already stay."""
    was = offer.yearly
    offer.yearly = size
    if size is None or size == was:
        return
    line = line_of(offer, on.year)
    known = ledgers.balances([line]).get(line)
    if known is None:
        return  # the line is opened with the new number, by whoever uses it first
    offer.changes += 1
    key = f"privilege/{offer.pk}/{on.year}/{offer.changes}"
    if size > known.allotted:
        _give(SYSTEM, offer, on.year, size - known.allotted, key, reason)
    elif size < known.allotted:
        _take(acting, offer, on.year, known.allotted - size, key, reason)


def spend_one(acting: Actor, offer: Privilege, use_id: int, year: int) -> None:
    """One of the year's number is used; PrivilegeRefused when none is left."""
    if offer.yearly is None:
        return
    line = stock(offer, year)
    try:
        ledgers.commit(acting=acting, posting=Posting(f"privilege-use/{use_id}/commit", line, 1))
        ledgers.spend(acting=acting, posting=Posting(f"privilege-use/{use_id}/spend", line, 1))
    except NotEnough:
        raise refuse(
            "none_left", "今年的总量已用完。", "None is left of this year's number."
        ) from None


def bring_back(acting: Actor, offer: Privilege, use_id: int, year: int, reason: str) -> None:
    """What a use took is free again, where it took something."""
    spent = f"privilege-use/{use_id}/spend"
    if ledgers.movements_with(SYSTEM, [spent]):
        posting = Posting(f"privilege-use/{use_id}/back", line_of(offer, year), 1, reason=reason)
        ledgers.give_back(acting=acting, posting=posting)


def left_in(offers: list[Privilege], year: int) -> dict[int, int]:
    """What is left of the year's numbers, by offer; in one query. Unlimited ones are left out."""
    counted = {line_of(one, year): one for one in offers if one.yearly is not None}
    known = ledgers.balances(counted) if counted else {}
    return {
        one.pk: known[line].available if line in known else one.yearly or 0
        for line, one in counted.items()
    }


def _give(acting: Actor, offer: Privilege, year: int, count: int, key: str, reason: str) -> None:
    ledgers.allot(acting=acting, posting=Posting(key, line_of(offer, year), count, reason=reason))


def _take(acting: Actor, offer: Privilege, year: int, count: int, key: str, reason: str) -> None:
    posting = Posting(key, line_of(offer, year), count, reason=reason)
    try:
        ledgers.recall(acting=acting, posting=posting)
    except NotEnough as short:
        raise refuse(
            "in_use", f"只剩{short.available}次，其余已使用，不能减这么多。",
            f"Only {short.available} are left; the others were used already.", "yearly",
        ) from None  # fmt: skip
