"""The demo's cards: invented people whom the city recognises and who get its card.

    hand_out(town)        a professor of tier C with a green card, and two more

As everywhere in the demo each step is the ordinary one: a case is filed, carried and takes effect;
what follows from it follows by itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from yanzhen.config.demo.cases import carry
from yanzhen.config.demo.people import Town

RECOGNISED, CARDED = "art-16-recognition", "art-20-green-card"
HOLDERS = {"professor-tier-c": 90, "leader-tier-b-buyer": 80, "tier-c-family": 70}
"""Of the demo's people, with how many days ago each filed for her recognition."""
PAUSE = 25


def situations() -> Iterator[Mapping[str, Any]]:
    """A recognition and a card of each, as the demo's cases are told."""
    for person, days_ago in HOLDERS.items():
        for rule, ago in ((RECOGNISED, days_ago), (CARDED, days_ago - PAUSE)):
            filed = {"by": "self", "days_ago": ago}
            yield {"person": person, "rule": rule, "filed": filed, "state": "effective"}


def hand_out(town: Town) -> int:
    """All of them; how many cases it took."""
    made = [carry(town, one) for one in situations()]
    return len(made)
