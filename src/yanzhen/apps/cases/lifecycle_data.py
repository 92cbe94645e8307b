"""A lifecycle as data: states, works, transitions. What moves through it is in `lifecycle`.

State("reviewing", turn="departments", works=(Opens("review", "reviews", "reviewer"),),
      then="approving")
Transition("review", sources=frozenset({"reviewing"}), by=frozenset({"reviewer"}),
           needs=("opinion",), closes="review")
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from yanzhen.policy.vocabulary import EMPTY, Label

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

    When the last of its works is done they join, and the case goes on to `then`. `applies` names
    what the item must have for this state (a publicity period): without it the case passes on to
    `then`. A state that `holds` keeps the works of the state before, standing still, until the
    case goes back.
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

    `to` is a state, "back" (to the state before a state that holds) or None: it stays, or goes on
    when the works have joined. `closes` names the stage of which the actor's own work gets done.
    `not_by` lists actions: who did one of them on this case may not do this one. `blocked_by`
    names what has to be closed before (an objection).
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
    """A version of a lifecycle; a case keeps the one it began with."""

    id: str
    version: int
    start: str
    states: Mapping[str, State] = field(default_factory=dict)
    transitions: Mapping[str, Transition] = field(default_factory=dict)


def flaws(life: Lifecycle) -> Iterator[str]:
    """What is wrong with a lifecycle, a sentence each: dangling names, dead ends, strays."""
    states = life.states
    if life.start not in states:
        yield f"start {life.start} is no state"
        return
    for state in states.values():
        if state.then and state.then not in states:
            yield f"{state.id}: then {state.then} is no state"
        if (state.works or state.applies) and not state.then:
            yield f"{state.id}: nothing comes then"
        if _goes_round(life, state):
            yield f"{state.id}: passing over leads round in a circle"
    for one in life.transitions.values():
        yield from (f"{one.id}: from {s} is no state" for s in sorted(one.sources - set(states)))
        if one.to not in (None, BACK, *states):
            yield f"{one.id}: to {one.to} is no state"
        yield from (f"{one.id}: {a} is no action" for a in sorted(one.not_by - {*life.transitions}))
        for source in sorted(one.sources & set(states)):
            if one.to == BACK and not states[source].holds:
                yield f"{one.id}: nothing to go back to from {source}"
    yield from _strays(life)


def _goes_round(life: Lifecycle, state: State) -> bool:
    passed = {state.id}
    while state.applies and state.then and state.then in life.states:
        state = life.states[state.then]
        if state.id in passed:
            return True
        passed.add(state.id)
    return False


def _strays(life: Lifecycle) -> Iterator[str]:
    ahead = {state: set(_next(life, state)) & set(life.states) for state in life.states}
    reached = _closure({life.start}, ahead)
    yield from (f"{one}: never reached" for one in life.states if one not in reached)
    behind = {one: {s for s in life.states if one in ahead[s]} for one in life.states}
    ending = _closure({s.id for s in life.states.values() if s.ends}, behind)
    back = {s.id for s in life.states.values() if s.holds}
    yield from (f"{one}: no way to an end" for one in life.states if one not in ending | back)


def _next(life: Lifecycle, state: str) -> Iterator[str]:
    if then := life.states[state].then:
        yield then
    for one in life.transitions.values():
        if state in one.sources and one.to and one.to != BACK:
            yield one.to


def _closure(begin: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    found, todo = set(begin), list(begin)
    while todo:
        new = edges.get(todo.pop(), set()) - found
        found |= new
        todo.extend(new)
    return found
