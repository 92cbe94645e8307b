"""A city's cards for talent: from what they are issued, their face, what they are to open.

A card is no money. The groups are those that the document names; what each consists of is an offer
that somebody makes later. Who holds a card is said by `basis`: a recognition of one of the `kinds`,
or the decision of the service item.

    pack.cards[0].label.zh        ->  "雁城英才卡"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yanzhen.policy.errors import Place
from yanzhen.policy.vocabulary import NOWHERE, Label

Basis = Literal["recognition", "decision"]


@dataclass(frozen=True, slots=True)
class Group:
    """A field of services that the document names."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class CardProgramme:
    """A card; `colour` and `ink` are its face, #rrggbb, and our choice where no document says."""

    id: str
    clause: str
    label: Label
    programme: str
    rule: str
    item: str | None
    basis: tuple[Basis, ...]
    colour: str
    ink: str
    kinds: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE
