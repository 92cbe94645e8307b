"""Who must not judge whom (回避), on plain data: what each point found, and what that rests on.

    checks = look(expert, party, earlier=("P-12",))
    is_kept_out(checks)     ->  True: one of them is a conflict
    open_points(checks)     ->  ("supervision",): nobody knows; the expert has to answer that

Three findings and no fourth: a conflict, none, unknown. Unknown is never taken for none: what the
registry does not have and the expert has not declared stays unknown until she states it herself.
A declared name that is the same as a party's counts as a conflict, whoever was meant.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

CONFLICT, NONE, UNKNOWN = "conflict", "none", "unknown"
SELF, EMPLOYER, FAMILY = "self", "employer", "family"
SUPERVISION, CO_APPLICANT, REVIEWED = "supervision", "co_applicant", "reviewed"
POINTS = (SELF, EMPLOYER, FAMILY, SUPERVISION, CO_APPLICANT, REVIEWED)
DECLARABLE = (EMPLOYER, FAMILY, SUPERVISION, CO_APPLICANT, REVIEWED)
REGISTRY, DECLARATION, RECORDS, NOTHING = "registry", "declaration", "records", "nothing"


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody as the registry has her: with employers, family, teams and projects by id."""

    id: int | None = None
    name: str = ""
    employers: Mapping[int, str] = field(default_factory=dict)
    family: frozenset[int] = frozenset()
    groups: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """What an expert declared: of which kind, with whom; `other` where the registry has her."""

    kind: str
    name: str
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """An expert as avoidance sees her; `declared_on` is empty while she has declared nothing."""

    side: Side
    ties: tuple[Tie, ...] = ()
    declared_on: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """All whom a case is about: its subject, whoever applied, members; and the employer behind."""

    sides: tuple[Side, ...]
    employers: Mapping[int, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(one.id for one in self.sides if one.id is not None)

    @property
    def all_employers(self) -> dict[int, str]:
        """The employers of all of them; a case about an employer is also a case of that one."""
        found = {one.id: one.name for one in self.sides if one.id is not None}
        for one in self.sides:
            found.update(one.employers)
        return found | dict(self.employers)

    @property
    def has_employer(self) -> bool:
        return bool(self.employers) or any(one.employers for one in self.sides)


@dataclass(frozen=True, slots=True)
class Check:
    """What was found on one point, and what it rests on: a source, and whom or what it names."""

    point: str
    outcome: str
    basis: str
    what: str = ""


def look(judge: Judge, party: Party, earlier: Sequence[str] = ()) -> tuple[Check, ...]:
    """Every point; `earlier` are the panels in which she judged the same subject or case."""
    by_point: dict[str, Callable[[], Check]] = {
        SELF: lambda: _self(judge, party),
        EMPLOYER: lambda: _employer(judge, party),
        FAMILY: lambda: _family(judge, party),
        SUPERVISION: lambda: _by_her_word(judge, SUPERVISION),
        CO_APPLICANT: lambda: _co_applicant(judge, party),
        REVIEWED: lambda: _reviewed(judge, earlier),
    }
    return tuple(_declared(judge, party, point) or by_point[point]() for point in POINTS)


def is_kept_out(checks: Iterable[Check]) -> bool:
    return any(one.outcome == CONFLICT for one in checks)


def open_points(checks: Iterable[Check]) -> tuple[str, ...]:
    """What nobody knows, each point once."""
    return tuple(dict.fromkeys(one.point for one in checks if one.outcome == UNKNOWN))


def seat_by_lots(
    order: Iterable[str], size: int, is_free: Callable[[str], bool]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Seated, standing in, kept out: by their lots; only those who are free are ever seated."""
    free: list[str] = []
    kept_out: list[str] = []
    for one in order:
        (free if is_free(one) else kept_out).append(one)
    return tuple(free[:size]), tuple(free[size:]), tuple(kept_out)


def _declared(judge: Judge, party: Party, point: str) -> Check | None:
    """A tie of this kind with somebody, or some employer, of the case."""
    named = {_key(one.name) for one in party.sides} | {
        _key(name) for name in party.all_employers.values()
    }
    ids = party.ids | frozenset(party.all_employers)
    for tie in judge.ties:
        if tie.kind == point and (tie.other in ids or _key(tie.name) in named - {""}):
            return Check(point, CONFLICT, DECLARATION, tie.name)
    return None


def _self(judge: Judge, party: Party) -> Check:
    same = judge.side.id in party.ids
    return Check(SELF, CONFLICT if same else NONE, REGISTRY, judge.side.name)


def _employer(judge: Judge, party: Party) -> Check:
    theirs = party.all_employers
    shared = [name for one, name in judge.side.employers.items() if one in theirs]
    if shared:
        return Check(EMPLOYER, CONFLICT, REGISTRY, "、".join(shared))
    if not judge.side.employers or not party.has_employer:
        return Check(EMPLOYER, UNKNOWN, NOTHING)
    return Check(EMPLOYER, NONE, REGISTRY, "、".join(judge.side.employers.values()))


def _family(judge: Judge, party: Party) -> Check:
    for one in party.sides:
        if one.id in judge.side.family or judge.side.id in one.family:
            return Check(FAMILY, CONFLICT, REGISTRY, one.name)
    return _by_her_word(judge, FAMILY)


def _co_applicant(judge: Judge, party: Party) -> Check:
    groups = {one.id: one.name for one in party.sides if one.id is not None}
    for one in party.sides:
        groups.update(one.groups)
    shared = [name for one, name in judge.side.groups.items() if one in groups]
    if shared:
        return Check(CO_APPLICANT, CONFLICT, REGISTRY, "、".join(shared))
    return _by_her_word(judge, CO_APPLICANT)


def _reviewed(judge: Judge, earlier: Sequence[str]) -> Check:
    if earlier:
        return Check(REVIEWED, CONFLICT, RECORDS, "、".join(earlier))
    return _by_her_word(judge, REVIEWED)


def _by_her_word(judge: Judge, point: str) -> Check:
    """No register has this; what she has declared covers it, and nothing else does."""
    if judge.declared_on:
        return Check(point, NONE, DECLARATION, judge.declared_on)
    return Check(point, UNKNOWN, NOTHING)


def _key(name: str) -> str:
    return "".join(_letters(name))


def _letters(name: str) -> Iterator[str]:
    for one in unicodedata.normalize("NFKC", name).casefold():
        if not one.isspace():
            yield one
