"""What of each pool is occupied, reserved and free, as bars; the table says the same in figures."""

from collections.abc import Sequence

from yanzhen.apps.quotas.service import PoolShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit import bars
from yanzhen.portal.kit.bars import Picture, Row

WHOLE = 1_000


def picture(pools: Sequence[PoolShown], language: Language) -> Picture | None:
    """Each pool's bar is as long as the others': shares, since a post is no flat."""
    return bars.picture([_row(one, language) for one in pools if one.balance.allotted], language)


def _row(one: PoolShown, language: Language) -> Row:
    whole = one.balance.allotted
    counts = (
        ("taken", one.balance.spent),
        ("held", one.balance.held),
        ("free", one.balance.available),
    )
    parts = tuple((look, WHOLE * count // whole) for look, count in counts)
    return Row(one.name.say(language), parts, str(whole))
