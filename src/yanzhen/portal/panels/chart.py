"""Each member's total as a bar; the table beside it says the same in figures."""

from yanzhen.apps.panels.service import MatterShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit import bars
from yanzhen.portal.kit.bars import Picture, Row

ROOM = 52


def picture(matter: MatterShown, language: Language) -> Picture | None:
    """All against 100, so that bars of several cases compare."""
    rows = [_row(one.number, one.total) for one in matter.revealed]
    return bars.picture(rows, language, right=ROOM, in_order=True)


def _row(name: str, total: str) -> Row:
    cents = int(total.replace(".", ""))
    return Row(name, (("taken", cents), ("blank", 100_00 - cents)), total)
