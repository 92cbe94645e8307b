"""What can happen to a case now, by whom, what it needs, and what follows.

Pure: a lifecycle (data), where the case stands, and someone who wants to act. The answer is a
`Move`: the next state, which works open and close, what the clocks do. Nothing is stored here.

    standing = Standing("submitted", works=(OpenWork("acceptance", "hr_bureau", "clerk"),))
    clerk = Party(account=7, posts=frozenset({("clerk", "hr_bureau")}))
    move = transition(benefit, standing, "accept", by=clerk, route=route)
    move.to, move.opens    ->   "reviewing", one work for each department of the route
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from yanzhen.apps.cases.lifecycle_words import (
    blocked,
    missing,
    no_unit,
    no_work,
    not_yours,
    same_hand,
    unknown_action,
    wrong_state,
)
from yanzhen.policy.lifecycle import BACK, ClockState, Lifecycle, State, Transition
from yanzhen.policy.vocabulary import Label

OPTIONAL = frozenset({"reviews"})
"""Places of a route that may be empty: a stage of which nobody is asked is passed over."""


@dataclass(frozen=True, slots=True)
class Route:
    """Which units do what for a case: `window`, `reviews`, `approve`, `handle`."""

    units: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Work that waits for one unit at one stage."""

    stage: str
    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: its open works, who did what so far, what blocks it.

    `before` is the state to which a case goes back that someone supplements.
    """

    state: str
    works: tuple[OpenWork, ...] = ()
    done: Mapping[str, frozenset[int]] = field(default_factory=dict)
    blocks: frozenset[str] = frozenset()
    before: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever wants to act: an account, what she is to the case, her posts as (role, unit)."""

    account: int | None
    relations: frozenset[str] = frozenset()
    posts: frozenset[tuple[str, str]] = frozenset()

    def may(self, roles: frozenset[str]) -> bool:
        """Whether one of her relations or roles is among these."""
        return bool(roles & self.relations) or any(role in roles for role, _ in self.posts)

    def can_do(self, work: OpenWork) -> bool:
        return (work.role, work.unit) in self.posts


@dataclass(frozen=True, slots=True)
class Possible:
    """An action that someone could take now, what it needs, and the work that it gets done."""

    action: str
    label: Label
    needs: tuple[str, ...]
    work: OpenWork | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What an action brings about; `done` is the actor's own work, `closes` those left undone."""

    action: str
    source: str
    to: str
    clock: ClockState
    ends: bool = False
    opens: tuple[OpenWork, ...] = ()
    done: OpenWork | None = None
    closes: tuple[OpenWork, ...] = ()
    before: str = ""

    @property
    def stays(self) -> bool:
        return self.source == self.to and not self.opens


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an action is not possible, with a stable code."""

    code: str
    say: Label


class Impossible(Exception):
    """The action cannot be taken; every reason is kept."""

    code = "impossible"

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__(" ".join(one.say.zh for one in self.obstacles))


def begin(life: Lifecycle, route: Route) -> Move:
    """The first state of a new case."""
    return _arrive(life, "submit", Standing(""), life.start, None, route)


def possible(life: Lifecycle, standing: Standing, by: Party) -> tuple[Possible, ...]:
    """What this party can do now, in the order of the lifecycle."""
    return tuple(
        Possible(one.id, one.label, one.needs, _own(one, standing, by))
        for one in life.transitions.values()
        if not any(_obstacles(life, one, standing, by))
    )


def transition(
    life: Lifecycle,
    standing: Standing,
    action: str,
    *,
    by: Party,
    route: Route,
    given: frozenset[str] = frozenset(),
) -> Move:
    """What an action brings about; Impossible with every reason why not.

    `given` names what comes with it: a reason, an opinion, the list of what to supplement.
    """
    chosen = life.transitions.get(action)
    if chosen is None:
        raise Impossible([Obstacle("unknown_action", unknown_action(action))])
    gaps = (Obstacle(f"needs_{n}", missing(n)) for n in chosen.needs if n not in given)
    obstacles = [*_obstacles(life, chosen, standing, by), *gaps]
    if obstacles:
        raise Impossible(obstacles)
    own = _own(chosen, standing, by)
    aim = _aim(life, chosen, standing, own)
    if aim is None:
        return Move(
            action, standing.state, standing.state, life.states[standing.state].clock,
            done=own, before=standing.before,
        )  # fmt: skip
    return _arrive(life, action, standing, aim, own, route)


def _aim(
    life: Lifecycle, chosen: Transition, standing: Standing, own: OpenWork | None
) -> str | None:
    """Where an action leads; None while the case still waits for works beside the actor's."""
    if chosen.closes:
        beside = (work for work in standing.works if work != own and work.stage == chosen.closes)
        if next(beside, None) is not None:
            return None
        return chosen.to or life.states[standing.state].then
    return chosen.to


def _arrive(
    life: Lifecycle, action: str, standing: Standing, aim: str, own: OpenWork | None, route: Route
) -> Move:
    """The move to a state: what opens there, and what was open before and does not stay."""
    if aim == BACK:
        state = life.states[standing.before]
        return Move(action, standing.state, state.id, state.clock, done=own)
    state = _settled(life, aim, route)
    if state.holds:
        return Move(action, standing.state, state.id, state.clock, done=own, before=standing.state)
    opens = tuple(_works(state, route))
    if state.works and not opens and not _goes_on_without(life, state):
        raise Impossible([Obstacle("no_unit", no_unit(state.label))])
    left = tuple(work for work in standing.works if work != own)
    return Move(action, standing.state, state.id, state.clock, state.ends, opens, own, left)


def _settled(life: Lifecycle, aim: str, route: Route) -> State:
    """The state reached when those in which nobody of the route is asked are passed over."""
    state = life.states[aim]
    while state.then and state.works and not any(_works(state, route)):
        if not all(opens.place in OPTIONAL for opens in state.works):
            break
        state = life.states[state.then]
    return state


def _goes_on_without(life: Lifecycle, state: State) -> bool:
    """Whether someone else can carry the case on when no unit of ours works on it."""
    return any(
        state.id in one.sources and one.to == state.then for one in life.transitions.values()
    )


def _works(state: State, route: Route) -> Iterator[OpenWork]:
    for opens in state.works:
        for unit in route.units.get(opens.place, ()):
            yield OpenWork(opens.stage, unit, opens.role)


def _own(chosen: Transition, standing: Standing, by: Party) -> OpenWork | None:
    """The open work that this party would get done by the action."""
    if not chosen.closes:
        return None
    mine = (work for work in standing.works if work.stage == chosen.closes and by.can_do(work))
    return next(mine, None)


def _obstacles(
    life: Lifecycle, chosen: Transition, standing: Standing, by: Party
) -> Iterator[Obstacle]:
    if standing.state not in chosen.sources:
        state = life.states[standing.state].label
        yield Obstacle("wrong_state", wrong_state(chosen.label, state))
        return
    if not by.may(chosen.by):
        yield Obstacle("not_yours", not_yours(chosen.label))
        return
    if chosen.closes and _own(chosen, standing, by) is None:
        yield Obstacle("no_work", no_work(chosen.label))
    for earlier in sorted(chosen.not_by):
        if by.account is not None and by.account in standing.done.get(earlier, ()):
            did = life.transitions[earlier].label
            yield Obstacle("same_hand", same_hand(chosen.label, did))
    if chosen.blocked_by in standing.blocks:
        yield Obstacle("blocked", blocked(chosen.label))
