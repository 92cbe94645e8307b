"""The demo's cards: an invented professor and an expert, both of tier C, get the green card.

    hand_out(town)

As everywhere in the demo each step is the ordinary one: a case is filed, carried and takes effect;
what follows from it follows by itself.
"""

from collections.abc import Mapping
from typing import Any

from yanzhen.config.demo.cases import carry
from yanzhen.config.demo.people import Town

STEPS = (
    ("professor-tier-c", "art-16-recognition", 45),
    ("professor-tier-c", "art-20-green-card", 15),
    ("national-technician", "art-20-green-card", 15),
)
CARDED: tuple[Mapping[str, Any], ...] = tuple(
    {
        "person": person, "rule": rule, "filed": {"by": "self", "days_ago": ago},
        "state": "effective",
    }
    for person, rule, ago in STEPS
)  # fmt: skip


def hand_out(town: Town) -> int:
    """All of them; how many cases it took."""
    return len([carry(town, one) for one in CARDED])
