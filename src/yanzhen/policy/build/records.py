"""What a pack states without computing: documents, figures, parameters, readings, programmes.

Each function takes the bench and gives one mapping of the pack, reporting what is wrong.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yanzhen.policy.build.bench import day, label, maybe_label
from yanzhen.policy.build.terms import fact_options
from yanzhen.policy.errors import nearest
from yanzhen.policy.expression import Type
from yanzhen.policy.pack import (
    Action,
    Case,
    Clause,
    Dated,
    Document,
    Figure,
    Measure,
    Parameter,
    Programme,
    Reading,
    Target,
    Unit,
)
from yanzhen.policy.subject import Misfit, admit_value
from yanzhen.policy.values import money
from yanzhen.policy.vocabulary import Fact, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yanzhen.policy.build.bench import Bench, Path
    from yanzhen.policy.errors import Place
    from yanzhen.policy.sheet import Sheet
    from yanzhen.policy.vocabulary import Vocabulary


def build_documents(bench: Bench) -> dict[str, Document]:
    """The documents with their clauses; a clause id is unique over the whole pack."""
    documents: dict[str, Document] = {}
    seen: dict[str, Any] = {}
    for sheet, path, entry in bench.entries("documents_file", "documents"):
        clauses: dict[str, Clause] = {}
        for number, part in enumerate(entry["clauses"]):
            place = sheet.place(*path, "clauses", number)
            if bench.once(seen, part["id"], "条款", place):
                seen[part["id"]] = clauses[part["id"]] = Clause(
                    part["id"], label(part["label"]), label(part["heading"]),
                    label(part["summary"]), part["starts"], place,
                )  # fmt: skip
        if bench.once(documents, entry["id"], "文件", sheet.place(*path)):
            documents[entry["id"]] = _document(bench, sheet, path, entry, clauses)
    return documents


def _document(
    bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any], clauses: dict[str, Clause]
) -> Document:
    days = {name: _day(bench, sheet, (*path, name), entry) for name in DAYS}
    return Document(
        id=entry["id"],
        file=entry["file"],
        title=label(entry["title"]),
        number=entry["number"],
        issuer=maybe_label(entry["issuer"]),
        **days,
        repeals=tuple(part["number"] for part in entry.get("repeals", ())),
        note=maybe_label(entry.get("note")),
        numerals=entry.get("numerals"),
        clauses=clauses,
        place=sheet.place(*path),
    )


DAYS = ("issued", "effective", "repealed")


def _day(bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any]) -> Any:
    try:
        return day(entry.get(path[-1]))
    except ValueError:
        message = f"没有 {entry[path[-1]]} 这一天"
        bench.report("impossible-date", message, sheet.place(*path))
        return None


def build_figures(bench: Bench) -> tuple[Figure, ...]:
    """Every listed figure, in the order of the list."""
    figures = []
    for sheet, path, entry in bench.entries("figures_file", "figures"):
        note = entry.get("note")
        value = entry.get("value")
        figures.append(
            Figure(
                sheet.data["document"], entry["clause"], entry["token"],
                Decimal(value) if isinstance(value, int) else value,
                entry.get("unit") or "", entry["kind"], tuple(entry.get("by", ())),
                label(note) if isinstance(note, dict) else Label(note, note) if note else None,
                sheet.place(*path),
            )
        )  # fmt: skip
    return tuple(figures)


def build_units(bench: Bench) -> dict[str, Unit]:
    """Departments and bodies that run things."""
    units: dict[str, Unit] = {}
    for kind in ("pack_file", "programmes_file", "plan_file"):
        for sheet, path, entry in bench.entries(kind, "units"):
            if bench.once(units, entry["id"], "单位", sheet.place(*path)):
                units[entry["id"]] = Unit(entry["id"], label(entry), entry.get("kind", ""))
    return units


def build_parameters(bench: Bench, vocabulary: Vocabulary) -> dict[str, Parameter]:
    """Numbers and lists that the city supplies; a value must fit the parameter's type."""
    parameters: dict[str, Parameter] = {}
    for kind in ("pack_file", "readings_file"):
        for sheet, path, entry in bench.entries(kind, "parameters"):
            place = sheet.place(*path)
            if entry["id"] in vocabulary.facts:
                bench.report("repeated-id", f"参数 {entry['id']} 与一个事实同名", place)
            if bench.once(parameters, entry["id"], "参数", place):
                options = fact_options(bench, sheet, path, entry, vocabulary.catalogue)
                shape = Fact(entry["id"], entry["type"], label(entry), options=options)
                parameters[entry["id"]] = Parameter(
                    entry["id"], label(entry), Type(entry["type"], options or None),
                    entry["clause"], label(entry["note"]),
                    _values(bench, sheet, path, entry, shape), place,
                )  # fmt: skip
    return parameters


def _values(
    bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any], shape: Fact
) -> tuple[Dated, ...]:
    listed = entry.get("values", [])
    if entry.get("value") is not None:
        listed = [{"value": entry["value"]}]
    values = []
    for part in listed:
        try:
            span = (day(part.get("from")), day(part.get("until")))
            values.append(Dated(admit_value(shape, part["value"]), *span))
        except (Misfit, ValueError) as error:
            message = f"参数 {entry['id']} 的值 {part['value']} {error}"
            bench.report("bad-value", message, sheet.place(*path))
    return tuple(values)


def build_readings(bench: Bench) -> dict[str, Reading]:
    """The clauses that can be read in more than one way."""
    readings: dict[str, Reading] = {}
    for kind in ("pack_file", "readings_file"):
        for sheet, path, entry in bench.entries(kind, "readings"):
            place = sheet.place(*path)
            if not bench.once(readings, entry["id"], "读法", place):
                continue
            options = {option["id"]: label(option) for option in entry["options"]}
            settled = entry.get("settled")
            if settled is not None and settled not in options:
                message = f"读法 {entry['id']} 没有 {settled} 这个选项"
                bench.report("unknown-option", message, place, nearest(settled, options))
                settled = None
            readings[entry["id"]] = Reading(
                entry["id"], entry["clause"], label(entry["note"]), options, settled, place
            )
    return readings


def build_programmes(bench: Bench) -> dict[str, Programme]:
    """Every named thing of the documents."""
    programmes: dict[str, Programme] = {}
    for sheet, path, entry in bench.entries("programmes_file", "programmes"):
        place = sheet.place(*path)
        if bench.once(programmes, entry["id"], "名目", place):
            targets = tuple(_target(part) for part in entry.get("targets", ()))
            programmes[entry["id"]] = Programme(
                entry["id"], entry["clause"], label(entry), entry["kind"],
                tuple(entry["run_by"]), label(entry["summary"]), entry["carried_by"],
                tuple(entry["rules"]), maybe_label(entry.get("open")),
                _numbers(entry.get("quota", {})), targets, place,
            )  # fmt: skip
    return programmes


def build_plan(bench: Bench) -> dict[str, Measure]:
    """The duties of the plan, in the order of the text."""
    plan: dict[str, Measure] = {}
    for sheet, path, entry in bench.entries("plan_file", "plan"):
        place = sheet.place(*path)
        if bench.once(plan, entry["id"], "任务", place):
            plan[entry["id"]] = _measure(entry, place)
    return plan


def _measure(entry: dict[str, Any], place: Place) -> Measure:
    numbers = [entry.get("numbers", []), [one.get("figures") for one in entry.get("actions", ())]]
    return Measure(
        id=entry["id"],
        clause=entry["clause"],
        label=label(entry),
        kind=entry["kind"],
        summary=label(entry["summary"]),
        lead=tuple(entry["lead"]),
        units=tuple(entry["units"]),
        actions=tuple(
            Action(part["id"], label(part), tuple(part.get("units", ())))
            for part in entry.get("actions", ())
        ),
        commitments=tuple(label(part) for part in entry.get("commitments", ())),
        targets=tuple(_target(part) for part in entry.get("targets", ())),
        deadline=entry.get("deadline"),
        every=entry.get("every", "once"),
        rules=tuple(entry.get("rules", ())),
        programmes=tuple(entry.get("programmes", ())),
        notes=tuple(label(part) for part in entry.get("notes", ())),
        numbers=_numbers(numbers),
        place=place,
    )


def _target(part: dict[str, Any]) -> Target:
    value, unit = part["value"], part["unit"]
    return Target(part["id"], label(part), value, unit, part.get("by"), part.get("at_least", False))


def _numbers(part: Any) -> tuple[Any, ...]:
    if isinstance(part, dict):
        return tuple(number for value in part.values() for number in _numbers(value))
    if isinstance(part, list):
        return tuple(number for value in part for number in _numbers(value))
    return (part,) if isinstance(part, (int, Decimal)) and not isinstance(part, bool) else ()


def build_cases(bench: Bench) -> tuple[Case, ...]:
    """The worked cases; sums become fen, a bare status becomes `{status: ...}`."""
    cases: dict[str, Case] = {}
    for sheet, path, entry in bench.entries("cases_file", "cases"):
        place = sheet.place(*path)
        if not bench.once(cases, entry["id"], "案例", place):
            continue
        try:
            cases[entry["id"]] = Case(
                entry["id"], entry["about"], entry["subject"],
                day(entry.get("as_of")) or DEFAULT_DAY, entry["facts"],
                {rule: _expected(part) for rule, part in entry["expect"].items()},
                {name: money(str(part)) for name, part in entry.get("totals", {}).items()},
                entry.get("tier", {}), place,
            )  # fmt: skip
        except ValueError as error:
            bench.report("bad-value", f"案例 {entry['id']}：{error} 不是金额或日期", place)
    return tuple(cases.values())


DEFAULT_DAY = date(2026, 1, 1)
SUMS = ("total", "min", "max", "per_period")


def _expected(part: Any) -> Mapping[str, Any]:
    if isinstance(part, str):
        return {"status": part}
    return {
        name: money(str(value)) if name in SUMS and value is not None else value
        for name, value in part.items()
    }
