"""What the form of a budget says, read: the deed, its lines, the sum, the reason.

    read({"deed": "allot", "year": "2026", "sum": "1亿元", "reason": "年初预算", ...}, reach, pack)

Everything that cannot be read is said at once, each at its field.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Balance
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.desk.choices import Reach
from yanzhen.portal.finance.typed import fen_of, number_of

DEEDS: Mapping[str, Callable[..., int]] = {
    "allot": ledgers.allot, "recall": ledgers.recall, "pass_down": ledgers.pass_down,
    "carry_over": ledgers.carry_over,
}  # fmt: skip
TWO_LINES = ("pass_down", "carry_over")
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_DOCUMENT = 80
NO_DOCUMENT = Label("结转请填写依据的文号。", "Give the number of the document that it rests on.")


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which field; without one, with the whole."""

    field: str
    say: Label


@dataclass(frozen=True)
class Arranged:
    """A movement of budget as finance means it."""

    deed: str
    year: int
    place: str
    programme: str
    to_year: int
    to_place: str
    to_programme: str
    fen: int
    reason: str
    document: str

    def line(self, book: str) -> str:
        return ledgers.code_of(book, self.year, self.place, self.programme)

    def to_line(self, book: str) -> str:
        """The other line; empty where there is one only."""
        if self.deed not in TWO_LINES:
            return ""
        return ledgers.code_of(book, self.to_year, self.to_place, self.to_programme)


def read(
    typed: Mapping[str, str], reach: Reach, pack: Pack
) -> tuple[Arranged | None, tuple[Fault, ...]]:
    """What was typed, or everything that is wrong with it."""
    said = {name: typed.get(name, "").strip() for name in NAMES}
    year, to_year = (number_of(typed.get(name, ""), LAST_YEAR) or 0 for name in YEARS)
    if said["deed"] == "pass_down":
        to_year = year
    fen = fen_of(typed.get("sum", "")) or 0
    wanted = Arranged(year=year, to_year=to_year, fen=fen, **said)
    faults = tuple(_wrong(wanted, {one.code for one in reach.places}, pack))
    return (None, faults) if faults else (wanted, ())


YEARS = ("year", "to_year")
NAMES = ("deed", "place", "programme", "to_place", "to_programme", "reason", "document")


def _wrong(wanted: Arranged, places: set[str], pack: Pack) -> Iterator[Fault]:
    if wanted.deed not in DEEDS:
        yield Fault("deed", Label("请选择要办什么。", "Choose what is to be done."))
    if wanted.fen <= 0:
        yield Fault("sum", Label("请填写金额，如 500万元 或 30000。", "Enter a sum such as 30000."))
    if not wanted.reason:
        yield Fault("reason", Label("请写明理由。", "Give the reason."))
    if len(wanted.document) > LONGEST_DOCUMENT:
        yield Fault("document", Label("文号最多80字。", "At most 80 characters."))
    yield from _wrong_line(wanted.year, wanted.place, wanted.programme, "", places, pack)
    if wanted.deed in TWO_LINES:
        yield from _wrong_line(
            wanted.to_year, wanted.to_place, wanted.to_programme, "to_", places, pack
        )
        if wanted.line("") == wanted.to_line(""):
            yield Fault(
                "to_place", Label("转入的科目要与转出的不同。", "The two lines are the same.")
            )
    if wanted.deed == "carry_over" and wanted.to_year <= wanted.year:
        yield Fault("to_year", Label("结转只能转入以后年度。", "Carry over to a later year only."))
    if wanted.deed == "carry_over" and not wanted.document:
        yield Fault("document", NO_DOCUMENT)


def _wrong_line(
    year: int, place: str, programme: str, side: str, places: set[str], pack: Pack
) -> Iterator[Fault]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield Fault(f"{side}year", Label("请填写年度。", "Enter the year."))
    if place and place not in places:
        yield Fault(f"{side}place", Label("没有这个区县或园区。", "There is no such place."))
    if programme and programme not in pack.rules:
        yield Fault(f"{side}programme", Label("没有这一项。", "There is no such programme."))


def sum_after(before: Balance, change: int) -> Balance:
    """The balance when what is free has grown by so much."""
    return replace(before, available=before.available + change)
