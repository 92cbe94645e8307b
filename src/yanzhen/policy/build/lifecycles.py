"""The shared lifecycles: states and transitions read, special procedures left out where not meant.

`like: benefit, has: [publicity]` is the lifecycle `benefit` with its publicity period; `benefit`
itself is read without it, its states joined up again. Every name has to lead somewhere, every
state has to be reached and to have a way to an end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yanzhen.policy.build.bench import label
from yanzhen.policy.errors import nearest
from yanzhen.policy.lifecycle import BACK, Lifecycle, Opens, State, Transition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from yanzhen.policy.build.bench import Bench, Path
    from yanzhen.policy.sheet import Sheet

Entries = dict[str, tuple["Sheet", "Path", dict[str, Any]]]
OWN = ("start", "states", "transitions")
"""What a lifecycle of its own says, and one that is like another leaves to that."""


def build_lifecycles(bench: Bench) -> dict[str, Lifecycle]:
    """All lifecycles, whole ones checked as written, derived ones cut out of them."""
    entries: Entries = {}
    for sheet, path, entry in bench.entries("lifecycles_file", "lifecycles"):
        if bench.once(entries, entry["id"], "流程", sheet.place(*path)):
            entries[entry["id"]] = (sheet, path, entry)
    built: dict[str, Lifecycle] = {}
    wholes: dict[str, Lifecycle] = {}
    for name, (sheet, path, entry) in entries.items():
        base = _base(bench, sheet, path, entry, entries)
        if base is not None:
            written = base[2]["id"]
            if written not in wholes:
                wholes[written] = _Draft(bench, *base).whole(set(entries))
            life = replace(
                wholes[written], id=name, version=entry["version"], label=label(entry),
                has=frozenset(entry.get("has", ())), like=written, place=sheet.place(*path),
            )  # fmt: skip
            built[name] = _without_the_rest(life)
    return built


def _base(
    bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any], entries: Entries
) -> tuple[Sheet, Path, dict[str, Any]] | None:
    """Where the states of a lifecycle are written: in itself, or in the one that it is like."""
    place = sheet.place(*path)
    if "like" not in entry:
        missing = [key for key in OWN if key not in entry]
        if missing:
            bench.report("bad-shape", f"流程 {entry['id']} 缺少必填项 {'、'.join(missing)}", place)
        return None if missing else (sheet, path, entry)
    other = entries.get(entry["like"])
    if other is None or "like" in other[2]:
        whole = [name for name, (_, _, one) in entries.items() if "like" not in one]
        message, where = f"没有可依照的流程 {entry['like']}", sheet.place(*path, "like")
        bench.report("unknown-lifecycle", message, where, nearest(entry["like"], whole))
        return None
    if any(key not in other[2] for key in OWN):
        return None
    doubled = [key for key in OWN if key in entry]
    if doubled:
        message = f"流程 {entry['id']} 依照 {entry['like']}，不能再写 {'、'.join(doubled)}"
        bench.report("bad-shape", message, place)
    known = {state.get("applies") for state in other[2]["states"]} - {None}
    for number, name in enumerate(entry.get("has", ())):
        if name not in known:
            message, where = (
                f"流程 {entry['like']} 没有 {name} 环节",
                sheet.place(*path, "has", number),
            )
            bench.report("unknown-option", message, where, nearest(name, known))
    return other


class _Draft:
    """One lifecycle as written, being read."""

    def __init__(self, bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any]) -> None:
        self.bench, self.sheet, self.path, self.entry = bench, sheet, path, entry

    def whole(self, lifecycles: Set[str]) -> Lifecycle:
        """With all its states, checked; several may be cut out of it."""
        states: dict[str, State] = {}
        for number, part in enumerate(self.entry["states"]):
            if self.bench.once(states, part["id"], "状态", self._place("states", number)):
                states[part["id"]] = _state(part)
        transitions: dict[str, Transition] = {}
        for number, part in enumerate(self.entry["transitions"]):
            if self.bench.once(transitions, part["id"], "操作", self._place("transitions", number)):
                transitions[part["id"]] = _transition(part)
        life = Lifecycle("", 1, self.entry["start"], states, transitions)
        checked = len(self.bench.findings)
        self._names(life, lifecycles)
        if len(self.bench.findings) == checked:
            self._ways(life)
        return life

    def _place(self, *path: Any) -> Any:
        return self.sheet.place(*self.path, *path)

    def _known(self, name: str | None, known: Iterable[str], what: str, *path: Any) -> None:
        if name is not None and name not in (names := sorted(known)):
            message = f"没有{what} {name}"
            self._report("unknown-reference", message, *path, hint=nearest(name, names))

    def _report(self, code: str, message: str, *path: Any, hint: str | None = None) -> None:
        self.bench.report(code, message, self._place(*path), hint)

    def _names(self, life: Lifecycle, lifecycles: Set[str]) -> None:
        """Names that lead nowhere."""
        states = life.states
        stages = {one.stage for state in states.values() for one in state.works}
        self._known(life.start, states, "状态", "start")
        for number, part in enumerate(self.entry["states"]):
            self._known(part.get("then"), states, "状态", "states", number, "then")
        for number, part in enumerate(self.entry["transitions"]):
            here = ("transitions", number)
            for spot, source in enumerate(part["from"]):
                self._known(source, states, "状态", *here, "from", spot)
            self._known(part.get("to"), [*states, BACK], "状态", *here, "to")
            self._known(part.get("closes"), stages, "环节", *here, "closes")
            self._known(part.get("blocked_by"), lifecycles, "流程", *here, "blocked_by")
            for spot, earlier in enumerate(part.get("not_by", ())):
                self._known(earlier, life.transitions, "操作", *here, "not_by", spot)

    def _ways(self, life: Lifecycle) -> None:
        """States that nobody reaches, from which nothing leads on, or that pass on nowhere."""
        states = life.states
        for number, part in enumerate(self.entry["states"]):
            if part.get("applies") and "then" not in part:
                message = f"状态 {part['id']} 不适用时不知往哪里去：缺 then"
                self._report("dead-end", message, "states", number)
        for number, part in enumerate(self.entry["transitions"]):
            here, one = ("transitions", number), life.transitions[part["id"]]
            for source in sorted(one.sources):
                if one.to == BACK and not states[source].holds:
                    message = f"操作 {one.id}：{source} 不是暂停的状态，没有可以回去的地方"
                    self._report("dead-end", message, *here, "to")
                if one.closes and one.to is None and states[source].then is None:
                    message = f"操作 {one.id} 办完后不知往哪里去：{source} 缺 then"
                    self._report("dead-end", message, *here)
        ahead = {state: set(_next(life, state)) for state in states}
        behind = {state: {one for one in states if state in ahead[one]} for state in states}
        reached = _closure([life.start], ahead)
        ending = _closure([one.id for one in states.values() if one.ends], behind)
        for number, part in enumerate(self.entry["states"]):
            state = states[part["id"]]
            if state.id not in reached:
                self._report("unreachable", f"永远到不了状态 {state.id}", "states", number)
            elif state.id not in ending and not state.holds:
                self._report("dead-end", f"状态 {state.id} 走不到终点", "states", number)


def _state(part: dict[str, Any]) -> State:
    works = (Opens(one["stage"], one["place"], one["role"]) for one in part.get("opens", ()))
    return State(
        part["id"], label(part), part.get("turn", ""), part["clock"], tuple(works),
        part.get("then"), part.get("applies"), part.get("holds", False), part.get("ends", False),
    )  # fmt: skip


def _transition(part: dict[str, Any]) -> Transition:
    return Transition(
        part["id"], label(part), frozenset(part["from"]), part.get("to"), frozenset(part["by"]),
        tuple(part.get("needs", ())), part.get("closes"), frozenset(part.get("not_by", ())),
        part.get("blocked_by"),
    )  # fmt: skip


def _next(life: Lifecycle, state: str) -> Iterable[str]:
    here = life.states[state]
    if here.then:
        yield here.then
    for one in life.transitions.values():
        if state in one.sources and one.to and one.to != BACK:
            yield one.to


def _closure(begin: Iterable[str], edges: Mapping[str, Set[str]]) -> set[str]:
    found, ahead = set(begin), list(begin)
    while ahead:
        new = edges[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def _without_the_rest(life: Lifecycle) -> Lifecycle:
    """Without the states of procedures that this lifecycle does not have, joined up again."""
    kept = {
        state.id: state
        for state in life.states.values()
        if state.applies is None or state.applies in life.has
    }

    def on(name: str | None) -> str | None:
        while name is not None and name in life.states and name not in kept:
            name = life.states[name].then
        return name

    states = {
        state.id: replace(state, then=on(state.then), applies=None) for state in kept.values()
    }
    transitions = {
        one.id: replace(one, sources=one.sources & set(kept), to=on(one.to))
        for one in life.transitions.values()
        if one.sources & set(kept)
    }
    start = on(life.start) or life.start
    return replace(life, start=start, states=states, transitions=transitions)
