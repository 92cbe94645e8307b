"""Which question to ask next: what settles the most value first.

A fact's weight is the value at stake in every open outcome that it could help to settle, shared
among the facts that outcome still misses. What only a department or the city can supply
(decisions, parameters) comes last.

    worth_asking([(["hired_on"], 5_000_000)], vocabulary, places)  ->  ("hired_on",)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yanzhen.policy.vocabulary import Vocabulary

KIND_WEIGHT = 1_000_000
"""A service without a price weighs as much as 1万元, so that it is asked about too."""


def worth_asking(
    open_ones: Iterable[tuple[Sequence[str], int]],
    vocabulary: Vocabulary,
    places: Mapping[str, int],
) -> tuple[str, ...]:
    """All gaps, most valuable question first; ties in the vocabulary's order.

    `open_ones` are the gaps of each open outcome with the value at stake, in fen.
    """
    weights: dict[str, int] = {}
    for gaps, stake in open_ones:
        part = max(stake, KIND_WEIGHT) // len(gaps)
        for gap in gaps:
            weights[gap] = weights.get(gap, 0) + part

    def rank(gap: str) -> tuple[int, int, int, str]:
        place = places.get(gap.split(".", 1)[0], 0)
        return _who_answers(gap, vocabulary), -weights[gap], place, gap

    return tuple(sorted(weights, key=rank))


def _who_answers(gap: str, vocabulary: Vocabulary) -> int:
    """0 the subject herself, 1 a department by a decision, 2 the city by a parameter."""
    fact = vocabulary.facts.get(gap)
    if fact is not None:
        return 1 if fact.is_decision else 0
    return 2 if ":" in gap else 0
