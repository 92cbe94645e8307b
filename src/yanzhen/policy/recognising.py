"""How a city recognises people, and how far it honours another city's recognition.

A kind of recognition is what a decision makes of somebody: a tier of the catalogue, or simply
high-level talent. What the documents leave open (validity, a second look, the number of seats) is
no part of this: the city sets it, with its own basis.

    pack.recognition.kinds[0].levels                 ->  ("A", "B", "C", "D")
    pack.recognition.parities[0].rules               ->  ("measure-15-parity-zhuzhou-xiangtan",)
"""

from __future__ import annotations

from dataclasses import dataclass

from yanzhen.policy.errors import Place
from yanzhen.policy.vocabulary import NOWHERE, Label


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of recognition: the fact that its decision writes, and the levels that it has.

    Without `levels` one is recognised or not. `catalogue`: the pack's catalogue proposes the level.
    `review`: the fact that the result of an expert review is written to. `item`: the service item
    by which one applies; None where the documents provide for none.
    """

    id: str
    clause: str
    label: Label
    item: str | None
    fact: str
    levels: tuple[str, ...] = ()
    catalogue: bool = False
    review: str | None = None
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class SelfRecognition:
    """Employers recognise people themselves, within seats of a pool of the funding file."""

    clause: str
    pool: str
    kinds: tuple[str, ...]
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Mutual:
    """City and counties honour each other's recognition and evaluation."""

    clause: str
    label: Label
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Parity:
    """Other cities' recognition opens these rules here and nothing else; one way.

    `facts` are what the other city's word may write. Level and list of industries stay unknown
    where the other city does not tell them.
    """

    id: str
    clause: str
    label: Label
    from_cities: tuple[str, ...]
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class SharedInformation:
    """Cities that share information; no recognition follows from it."""

    id: str
    clause: str
    label: Label
    cities: tuple[str, ...]
    notes: tuple[Label, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everything that a city's documents say on recognition; empty without the file."""

    kinds: tuple[Kind, ...] = ()
    self_recognition: SelfRecognition | None = None
    mutual: Mutual | None = None
    parities: tuple[Parity, ...] = ()
    information: tuple[SharedInformation, ...] = ()

    def kind(self, kind_id: str) -> Kind | None:
        """A kind by its id."""
        return next((one for one in self.kinds if one.id == kind_id), None)

    def kind_of_item(self, item: str) -> Kind | None:
        """The kind whose decision a service item leads to."""
        return next((one for one in self.kinds if one.item == item), None)
