"""What of each pool is occupied, reserved and free, as bars; the table says the same in figures."""

from collections.abc import Sequence

from yanzhen.apps.quotas.service import PoolShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.load import BAR, LEFT, RIGHT, ROW, WIDTH, Bar, Picture, Piece

MOST_DRAWN = 14
LONGEST = {"zh": 12, "en": 23}


def picture(pools: Sequence[PoolShown], language: Language) -> Picture | None:
    """Each pool's bar is as long as the others': shares, since a post is no flat."""
    drawn = [one for one in pools if one.balance.allotted][:MOST_DRAWN]
    if not drawn:
        return None
    bars = tuple(_bar(one, place, language) for place, one in enumerate(drawn))
    return Picture(bars, len(bars) * ROW + 8)


def _bar(one: PoolShown, place: int, language: Language) -> Bar:
    room, x, pieces = WIDTH - LEFT - RIGHT, LEFT, []
    counts = {"taken": one.balance.spent, "held": one.balance.held, "free": one.balance.available}
    for look, count in counts.items():
        width = room * count // one.balance.allotted
        if count:
            pieces.append(Piece(look, x, max(width, 2)))
            x += max(width, 2)
    name = one.name.say(language)
    short = name if len(name) <= LONGEST[language] else f"{name[: LONGEST[language]]}…"
    y = place * ROW + 8
    return Bar(short, y, y + BAR - 4, tuple(pieces), x + 8, str(one.balance.allotted))
