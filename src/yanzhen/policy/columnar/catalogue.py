"""The talent catalogue over many rows: which tiers are possible, which is certain.

The columnar twin of `tiering`: classes from the highest down, each as long as no class above it
is certain; a recorded recognition settles the tier.

    tiers(frame).possible["C"]   ->  the rows that may be of tier C
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yanzhen.policy.columnar.frames import TierSet
from yanzhen.policy.columnar.masks import (
    both,
    either,
    full,
    minus,
    opposite,
    some,
    thinned,
)
from yanzhen.policy.columnar.vectors import FALSE, NOT_KNOWN, Vector, disjunction

if TYPE_CHECKING:
    from yanzhen.policy.columnar.frames import Frame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.columnar.vectors import Truths
    from yanzhen.policy.pack import TierClass, TierItem, Tiers

NONE = "none"
NO_TIERS = TierSet({}, {}, False, {})


def tiers(frame: Frame) -> TierSet:
    """The possible tiers of the frame's rows, worked out once."""
    if frame.tier_set is None:
        below, catalogue = frame.below, frame.plan.pack.tiers
        if catalogue is None:
            frame.tier_set = NO_TIERS
        elif below is not None and frame.leaves(frame.plan.tier_depends):
            frame.tier_set = tiers(below).taken(frame.index)
        else:
            frame.tier_set = _found(catalogue, frame)
    return frame.tier_set


def _found(catalogue: Tiers, frame: Frame) -> TierSet:
    recorded = _recorded(catalogue, frame)
    alive: Mask = thinned(opposite(recorded.known))
    possible: dict[str, Mask] = {}
    by_item: dict[str, Mask] = {}
    items: dict[str, Truths] = {}
    for tier in catalogue.classes:
        if not some(alive):
            possible[tier.id] = by_item[tier.id] = False
            continue
        ordinary, reviewed = _class(tier, frame, items)
        possible[tier.id] = both(alive, either(ordinary.may, reviewed.may))
        by_item[tier.id] = both(alive, either(ordinary.may, reviewed.yes))
        alive = minus(alive, either(ordinary.yes, reviewed.yes))
    possible[NONE] = by_item[NONE] = alive
    for tier_id in possible:
        recognised = both(recorded.known, _is(recorded, tier_id))
        possible[tier_id] = either(possible[tier_id], recognised)
        by_item[tier_id] = either(by_item[tier_id], recognised)
    return TierSet(possible, by_item, recorded.known, items)


def _recorded(catalogue: Tiers, frame: Frame) -> Vector:
    found = frame.root.fact(catalogue.recognised_by)
    assert isinstance(found, Vector)
    rows = frame.root_rows()
    return found if rows is None else found.taken(rows)


def _is(recorded: Vector, tier: str) -> Mask:
    if recorded.words is None or tier not in recorded.words:
        return False
    found: Mask = recorded.value == recorded.words.index(tier)
    return found


def _class(tier: TierClass, frame: Frame, items: dict[str, Truths]) -> tuple[Truths, Truths]:
    """Whether an ordinary item is met, and whether one that only a review can grant is."""
    ordinary, reviewed = FALSE, FALSE
    for item in tier.items:
        met = items[item.id] = _item(item, frame)
        if item.by_decision:
            reviewed = disjunction(reviewed, met)
        else:
            ordinary = disjunction(ordinary, met)
    return ordinary, reviewed


def _item(item: TierItem, frame: Frame) -> Truths:
    """Whether an item is met; what no reading of this frame touches is known from below."""
    below = frame.below
    if below is not None and frame.leaves(frame.plan.item_depends[item.id]):
        known = tiers(below).items.get(item.id)
        if known is not None:
            return known.taken(frame.index)
    met = FALSE
    for condition in item.conditions:
        met = disjunction(met, frame.truths(condition.node))
    return met


def tier_of(found: TierSet) -> Vector:
    """The tier as a word, known where only one is possible."""
    if not found.possible:
        return NOT_KNOWN
    words = tuple(sorted(found.possible))
    size = next((len(m) for m in found.possible.values() if not isinstance(m, bool)), 1)
    counted, code = np.zeros(size, dtype=np.int8), np.zeros(size, dtype=np.int32)
    for place, tier in enumerate(words):
        mask = full(found.possible[tier], size)
        counted += mask
        code[mask] = place
    known: Mask = thinned(counted == 1)
    if size == 1 and all(isinstance(mask, bool) for mask in found.possible.values()):
        return Vector(int(code[0]), known, 1, words)
    return Vector(code, known, 1, words)
