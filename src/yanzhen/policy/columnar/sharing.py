"""Caps that reach across the subjects of one owner, over a chunk: the columnar twin of `group`.

A cap per agency and year binds all that the agency claims, whether in one application or in five.
The chunk has to hold all subjects of an owner; whoever does not say whose it is cannot be
settled beside others.

    shared(rule, frame, tried, owner)   ->  the answer, its claims counted under common caps
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.found import INELIGIBLE, Found, chosen_sums, coded_truth, sums
from yanzhen.policy.columnar.masks import full
from yanzhen.policy.columnar.rooms import Bids, capped
from yanzhen.policy.columnar.vectors import Truths, Vector, choose

if TYPE_CHECKING:
    from yanzhen.policy.columnar.amounts import Claims
    from yanzhen.policy.columnar.frames import Frame
    from yanzhen.policy.columnar.trials import Tried
    from yanzhen.policy.pack import Rule


def shared(rule: Rule, frame: Frame, tried: Tried, owner: Vector) -> Tried:
    """The rule's answer once the claims of each owner's subjects stand under one cap."""
    claims = tried.found.claims
    if not rule.caps or claims is None:
        return tried
    concerned = tried.found.status != INELIGIBLE
    places = np.flatnonzero(concerned[claims.index])
    rows = np.unique(claims.index[places])
    if len(rows) < 2:
        return tried
    low, high = _together(rule, claims, places, owner, frame.size)
    mask = np.zeros(frame.size, dtype=bool)
    mask[rows] = True
    anew = sums(rule, coded_truth(tried.found.status), low, high, frame)
    found = Found(tried.found.status, chosen_sums(mask, anew, tried.found.sums), claims)
    return replace(tried, found=found)


def _together(
    rule: Rule, claims: Claims, places: Any, owner: Vector, size: int
) -> tuple[Vector, Vector]:
    """Each subject's least and greatest sum: what its own claims may count for."""
    index = claims.index[places]
    many = len(claims.index)
    truth = Truths(full(claims.truth.yes, many)[places], full(claims.truth.may, many)[places])
    bids = Bids(
        index, len(places), truth, _at(claims.group, places, many),
        _at(claims.low, places, many), _at(claims.high, places, many), owner.taken(index),
    )  # fmt: skip
    counted = capped(rule.caps, bids, size)
    low, high = (np.zeros(size, dtype=np.int64) for _ in range(2))
    np.add.at(low, index, counted.low)
    np.add.at(high, index, np.where(full(counted.high.known, len(places)), counted.high.value, 0))
    endless = np.bincount(index[~full(counted.high.known, len(places))], minlength=size) > 0
    return Vector(low), choose(~endless, Vector(high), Vector(0, False))


def _at(vector: Vector, places: Any, many: int) -> Vector:
    value = vector.value if isinstance(vector.value, np.ndarray) else np.full(many, vector.value)
    return Vector(value, full(vector.known, many), vector.den, vector.words).taken(places)
