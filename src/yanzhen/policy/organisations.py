"""A city's organisations as a tree: the city, its counties and parks, the departments of each.

tree = load_organisations("xiangtan")
tree["xiangtan/yuhu"].division_code     ->  "430302"
tree["xiangtan/yuhu/hr_bureau"].unit    ->  "hr_bureau", a unit of the pack

The file `organisations.yaml` says who is there; it decides no answer and is no part of the pack.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from yanzhen.policy.errors import Finding
    from yanzhen.policy.vocabulary import Label

Kind = Literal["city", "county", "park", "department"]


@dataclass(frozen=True, slots=True)
class Node:
    """One organisation. `unit` is what the pack calls a department; empty for a place."""

    code: str
    parent: str | None
    kind: Kind
    unit: str
    division_code: str
    label: Label


@dataclass(frozen=True, slots=True)
class TreeRead:
    """The nodes, every parent before its children, or the findings that prevent them."""

    nodes: tuple[Node, ...]
    findings: tuple[Finding, ...]
