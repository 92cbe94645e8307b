"""Five rules of Quzhou and Hengyang, for the population: with the twenty they are twenty-five.

pei_a3_doctorate_award, pei_a3_doctorate_award_fen
"""

import numpy as np

from .engine import Variable
from .inputs import CHOICES, OPTIONS, choice, choices_of, flag
from .rules import WAN, Formula, Read, variables_of

FLAGS_ELSEWHERE = ("doctorate_earned_in_service", "recognised_equal_honour")
RECORD_FLAGS_ELSEWHERE = ("has_high_honour", "is_social_worker")
CHOICES_ELSEWHERE = choices_of(
    {
        "postdoc_position": ("in_workstation",),
        "postdoc_station_level": ("national", "provincial"),
    }
)
PROMOTION = {
    "junior_worker": 100_000, "intermediate_worker": 150_000, "senior_worker": 200_000,
    "technician": 250_000, "senior_technician": 350_000,
}  # fmt: skip


def make_elsewhere() -> list[type[Variable]]:
    """The inputs that the five ask for besides, and the five."""
    made = [flag(name) for name in (*FLAGS_ELSEWHERE, *RECORD_FLAGS_ELSEWHERE)]
    made += [choice(name, choices) for name, choices in CHOICES_ELSEWHERE.items()]
    return made + variables_of(RULES_ELSEWHERE)


def _is(read: Read, name: str, *options: str) -> np.ndarray:
    values, choices = read(name), (CHOICES | CHOICES_ELSEWHERE)[name]
    return np.logical_or.reduce([values == choices[option] for option in options])


def _postdoc(read: Read) -> np.ndarray:
    level = _is(read, "postdoc_station_level", "national", "provincial")
    return level & _is(read, "postdoc_position", "in_workstation")


def _doctorate(read: Read) -> np.ndarray:
    institution = _is(read, "host_kind", *OPTIONS["host_kind"])
    return read("doctorate_earned_in_service") & institution


def _promoted(read: Read) -> np.ndarray:
    skilled = _is(read, "host_kind", "enterprise") & _is(read, "skill_level", *PROMOTION)
    return skilled & read("skill_level_newly_obtained")


RULES_ELSEWHERE: dict[str, tuple[Formula, Formula]] = {
    "art_16_postdoc_allowance": (_postdoc, lambda read: 40 * WAN),
    "art_18_high_honour": (
        lambda read: read("has_high_honour") | read("recognised_equal_honour"),
        lambda read: 100 * WAN,
    ),
    "art_18_social_worker": (lambda read: read("is_social_worker"), lambda read: 500_000),
    "pei_a3_doctorate_award": (_doctorate, lambda read: 10 * WAN),
    "pei_b2_skill_promotion": (
        _promoted,
        lambda read: np.select(
            [_is(read, "skill_level", option) for option in PROMOTION], list(PROMOTION.values()), 0
        ),
    ),
}
