"""What stands in a document between cities, in one fixed form; what two versions differ in.

    body = body_of(draft, pack)         plain data in one order: the same text each time
    changes(old, new)                   (Change("until_on", None, "2027-12-31"), ...)

A pack's parity says which rights a document may name, and what the law leaves open; that stands in
`open`, by name and without a value. Without a parity only a document of the office's own can be
the basis; then it stands there with title, number and date.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from yanzhen.policy import Pack
from yanzhen.policy.recognising import Parity

ANY = "any"
CITY_FACT, INDUSTRY_FACT = "recognised_in_city", "recognised_in_leading_industry"


@dataclass(frozen=True, slots=True)
class OwnBasis:
    """A document of the office's own, where the policies name none."""

    title: str
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Draft:
    """What the talent office enters."""

    city: str
    other: str
    kind: str = ANY
    catalogue: str = ANY
    levels: tuple[str, ...] = ()
    parity: str = ""
    rights: tuple[str, ...] = ()
    level: str = ""
    basis: OwnBasis | None = None
    from_on: date | None = None
    until_on: date | None = None
    silence_hours: int | None = None
    note: str = ""

    @property
    def series(self) -> str:
        """Which document it is, whatever its version: one direction, one basis."""
        return f"{self.other}-{self.city}-{self.parity or 'own'}"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in which two versions differ."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is read: ours, or a peer's."""

    series: str
    version: int
    from_city: str
    to_city: str
    kind: str
    catalogue: str
    levels: tuple[str, ...]
    rights: tuple[str, ...]
    level: str
    facts: tuple[str, ...]
    clause: str
    basis: OwnBasis | None
    open: tuple[str, ...]
    from_on: date
    until_on: date | None
    note: str = ""

    @property
    def tells_level(self) -> bool:
        """Whether the level has to be told: only where the document depends on it."""
        return bool(self.levels or self.level)

    @property
    def tells_industry(self) -> bool:
        return INDUSTRY_FACT in self.facts

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def body_of(draft: Draft, version: int, pack: Pack) -> dict[str, Any]:
    """The document as plain data, its names sorted."""
    parity = parity_of(pack, draft.parity)
    assert draft.from_on is not None  # asked for by `actions.documents`
    to: dict[str, Any] = {"city": draft.city}
    to |= {"level": draft.level} if draft.level else {"rights": sorted(draft.rights)}
    body = {
        "series": draft.series, "version": version, "to": to,
        "from": {"city": draft.other, "kind": draft.kind, "catalogue": draft.catalogue,
                 "levels": sorted(draft.levels)},
        "facts": sorted(parity.facts if parity else (CITY_FACT,)),
        "clause": parity.clause if parity else "", "policy": pack.content_hash,
        "basis": None if draft.basis is None else {
            "title": draft.basis.title, "number": draft.basis.number,
            "issued_on": draft.basis.issued_on.isoformat()},
        "open": list(left_open(pack, parity)) if parity else [], "note": draft.note.strip(),
        "from_on": draft.from_on.isoformat(),
        "until_on": draft.until_on.isoformat() if draft.until_on else None,
    }  # fmt: skip
    sorted_body: dict[str, Any] = json.loads(canonical(body))
    return sorted_body


def canonical(body: Mapping[str, Any]) -> str:
    """The one way to write it."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(body: Mapping[str, Any]) -> str:
    """What names exactly this text."""
    return sha256(canonical(body).encode()).hexdigest()


def parity_of(pack: Pack, name: str) -> Parity | None:
    """A parity of the pack by its name."""
    return next((one for one in pack.recognition.parities if one.id == name), None)


def left_open(pack: Pack, parity: Parity) -> Iterator[str]:
    """What the clause of a parity needs and does not say, by the names of the parameters."""
    for name, one in pack.parameters.items():
        if one.clause == parity.clause and not one.values:
            yield name


def read(body: Mapping[str, Any]) -> Document:
    """A document out of its data; ValueError when it is none."""
    try:
        return _read(body)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """In what two versions differ, by the place in the document."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name) and name not in {"version", "policy"}
    )


def _leaves(body: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _read(body: Mapping[str, Any]) -> Document:
    origin, to, basis = body["from"], body["to"], body["basis"]
    until, version = body["until_on"], body["version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError("version")
    return Document(
        series=_text(body["series"]), version=version, from_city=_text(origin["city"]),
        to_city=_text(to["city"]), kind=_text(origin["kind"]),
        catalogue=_text(origin["catalogue"]), levels=_texts(origin["levels"]),
        rights=_texts(to.get("rights", [])), level=_text(to.get("level", "")),
        facts=_texts(body["facts"]), clause=_text(body["clause"]),
        basis=None if basis is None else OwnBasis(
            _text(basis["title"]), _text(basis["number"]), date.fromisoformat(basis["issued_on"])),
        open=_texts(body["open"]), from_on=date.fromisoformat(body["from_on"]),
        until_on=None if until is None else date.fromisoformat(until),
        note=_text(body.get("note", "")),
    )  # fmt: skip


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200 or "\x00" in value:
        raise ValueError("not a text")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > 100:
        raise ValueError("not a list")
    return tuple(map(_text, value))
