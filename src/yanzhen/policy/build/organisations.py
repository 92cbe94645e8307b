"""The tree of a city's organisations from its file: places first, then the departments of each.

A department is a unit of the pack. `places` says what it is called below the city; without it
only the city has one. Its name there is the place's name before that word: 雨湖区 + 财政部门.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy.build.bench import label
from yanzhen.policy.errors import nearest
from yanzhen.policy.organisations import Node
from yanzhen.policy.vocabulary import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yanzhen.policy.build.bench import Bench
    from yanzhen.policy.pack import Unit
    from yanzhen.policy.sheet import Sheet

FILE = "organisations_file"


def build_organisations(bench: Bench, units: Mapping[str, Unit]) -> tuple[Node, ...]:
    """Every organisation of the city, parents first; nothing when the file or the pack is unfit."""
    identity = next((sheet for sheet in bench.sheets if sheet.kind == "pack_file"), None)
    file = next((sheet for sheet in bench.sheets if sheet.kind == FILE), None)
    if identity is None or file is None or not identity.fit() or not file.fit():
        return ()
    city, data = identity.data["city"], file.data
    root = Node(city, None, "city", "", data["division_code"], label(identity.data["title"]))
    places = [
        Node(
            f"{city}/{entry['id']}", city, entry["kind"], "", entry.get("division_code", ""),
            label(entry),
        )
        for entry in data["places"]
    ]  # fmt: skip
    _report_doubles(bench, file)
    return (root, *places, *_departments(bench, file, root, places, units))


def _departments(
    bench: Bench, file: Sheet, root: Node, places: Sequence[Node], units: Mapping[str, Unit]
) -> Iterator[Node]:
    for number, entry in enumerate(file.data["departments"]):
        unit = units.get(entry["unit"])
        if unit is None:
            bench.report(
                "unknown-unit", f"政策包没有单位 {entry['unit']}",
                file.place("departments", number, "unit"), nearest(entry["unit"], units),
            )  # fmt: skip
            continue
        yield _department(root, unit.id, unit.label)
        for place in places:
            if _has(place, entry):
                below = label(entry["places"])
                name = Label(f"{place.label.zh}{below.zh}", f"{below.en}, {place.label.en}")
                yield _department(place, unit.id, name)


def _has(place: Node, entry: dict[str, Any]) -> bool:
    """Whether a place has the department: all places have it, unless `only` names some."""
    only = entry.get("only")
    return "places" in entry and (only is None or place.code.rsplit("/", 1)[1] in only)


def _department(home: Node, unit: str, name: Label) -> Node:
    return Node(f"{home.code}/{unit}", home.code, "department", unit, "", name)


def _report_doubles(bench: Bench, file: Sheet) -> None:
    """A place or department that stands there twice, and a place in `only` that is none."""
    places: dict[str, Any] = {}
    for number, entry in enumerate(file.data["places"]):
        if bench.once(places, entry["id"], "县市区或园区", file.place("places", number)):
            places[entry["id"]] = entry
    departments: dict[str, Any] = {}
    for number, entry in enumerate(file.data["departments"]):
        if bench.once(departments, entry["unit"], "部门", file.place("departments", number)):
            departments[entry["unit"]] = entry
        for at, name in enumerate(entry.get("only", ())):
            if name not in places:
                where = file.place("departments", number, "only", at)
                bench.report(
                    "unknown-place", f"没有县市区或园区 {name}", where, nearest(name, places)
                )
