"""How a case goes from its form to its end, as data; what moves through it lives with the cases.

    life = pack.vocabulary.lifecycles["benefit"]
    life.start, life.states["reviewing"].then     ->   "submitted", "approving"

A lifecycle has a version, and a case keeps the one with which it began. Some states belong only to
lifecycles that have a special procedure (a publicity period, an expert review): the others are
read without them, so that nothing here has to be skipped later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yanzhen.policy.errors import Place
from yanzhen.policy.vocabulary import EMPTY, NOWHERE, Label

ClockState = Literal["off", "run", "stop", "end"]
BACK = "back"


@dataclass(frozen=True, slots=True)
class Opens:
    """Works that a state opens: one for each unit that stands at `place` in the item's route."""

    stage: str
    place: str
    role: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can stand: whose turn it is, what the clock does, which works it opens.

    When the last of its works is done they join, and the case goes on to `then`. A state that
    `holds` keeps the works of the state before, standing still, until the case goes back.
    """

    id: str
    label: Label = EMPTY
    turn: str = ""
    clock: ClockState = "run"
    works: tuple[Opens, ...] = ()
    then: str | None = None
    applies: str | None = None
    holds: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """Something that can be done: in which states, by whom, what it needs, where it leads.

    `to` is a state, "back" (to the state before one that holds) or None: the case stays, or goes
    on when the works have joined. `closes` names the stage of which the actor's own work gets
    done. `not_by` lists what nobody may have done on this case who does this. `blocked_by` names
    a lifecycle: while a case of it is open against this one, this has to wait.
    """

    id: str
    label: Label = EMPTY
    sources: frozenset[str] = frozenset()
    to: str | None = None
    by: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    closes: str | None = None
    not_by: frozenset[str] = frozenset()
    blocked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A version of a lifecycle; `has` names its special procedures.

    `like` is the lifecycle that it was cut out of, itself for one that is written whole.
    """

    id: str
    version: int
    start: str
    states: Mapping[str, State] = field(default_factory=dict)
    transitions: Mapping[str, Transition] = field(default_factory=dict)
    label: Label = EMPTY
    has: frozenset[str] = frozenset()
    like: str = ""
    place: Place = NOWHERE

    @property
    def places(self) -> frozenset[str]:
        """The places of an item's route at which work is opened."""
        return frozenset(one.place for state in self.states.values() for one in state.works)
