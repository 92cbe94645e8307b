"""The vocabulary's files: subjects, groups of questions, facts, the shared catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy.build.bench import Bench, label, maybe_label
from yanzhen.policy.errors import nearest
from yanzhen.policy.vocabulary import Fact, Family, Group, Option, Subject, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yanzhen.policy.build.bench import Path
    from yanzhen.policy.sheet import Sheet

Catalogue = dict[str, dict[str, Option]]
LIST_TYPES = ("one_of", "many_of")


def read_vocabulary(bench: Bench) -> Vocabulary:
    """The vocabulary, with a finding for every name that is used twice or leads nowhere."""
    catalogue = _catalogue(bench)
    subjects: dict[str, Subject] = {}
    for sheet, path, entry in bench.entries("subjects_file", "subjects"):
        if bench.once(subjects, entry["id"], "对象", sheet.place(*path)):
            note = maybe_label(entry.get("note"))
            subjects[entry["id"]] = Subject(entry["id"], label(entry), note)
    groups: dict[str, Group] = {}
    for kind in ("subjects_file", "facts_file"):
        for sheet, path, entry in bench.entries(kind, "groups"):
            if bench.once(groups, entry["id"], "问题组", sheet.place(*path)):
                groups[entry["id"]] = Group(entry["id"], label(entry))
    facts: dict[str, Fact] = {}
    for sheet, path, entry in bench.entries("facts_file", "facts"):
        place = sheet.place(*path)
        if bench.once(facts, entry["id"], "事实", place):
            facts[entry["id"]] = _fact(bench, sheet, path, entry, catalogue)
            _check_names(bench, facts[entry["id"]], subjects, groups)
    _check_told(bench, facts)
    return Vocabulary(subjects, groups, facts, catalogue, _families(bench))


def _families(bench: Bench) -> dict[str, Family]:
    families: dict[str, Family] = {}
    for sheet, path, entry in bench.entries("families_file", "families"):
        if bench.once(families, entry["id"], "能力族", sheet.place(*path)):
            beware = maybe_label(entry.get("beware"))
            families[entry["id"]] = Family(entry["id"], label(entry), beware)
    return families


def _catalogue(bench: Bench) -> Catalogue:
    catalogue: Catalogue = {}
    for sheet in bench.sheets:
        if sheet.kind != "catalogue_file" or not isinstance(sheet.data, dict):
            continue
        for section, entries in sheet.data.items():
            if not isinstance(entries, list):
                continue
            catalogue[section] = _options(bench, sheet, (section,), entries)
    return catalogue


def _options(
    bench: Bench, sheet: Sheet, path: Path, entries: list[dict[str, Any]]
) -> dict[str, Option]:
    options: dict[str, Option] = {}
    for number, entry in enumerate(entries):
        if not sheet.fit(*path, number):
            continue
        if bench.once(options, entry["id"], "选项", sheet.place(*path, number)):
            options[entry["id"]] = Option(
                entry["id"], label(entry), entry.get("level"), entry.get("group")
            )
    return options


def _fact(
    bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any], catalogue: Catalogue
) -> Fact:
    subject = entry.get("subject", [])
    fields: dict[str, Fact] = {}
    for number, part in enumerate(entry.get("fields", [])):
        where = (*path, "fields", number)
        if bench.once(fields, part["id"], "字段", sheet.place(*where)):
            fields[part["id"]] = _fact(bench, sheet, where, part, catalogue)
    place = sheet.place(*path)
    return Fact(
        id=entry["id"],
        type=entry["type"],
        label=label(entry),
        subjects=frozenset([subject] if isinstance(subject, str) else subject),
        ask=maybe_label(entry.get("ask")),
        options=fact_options(bench, sheet, path, entry, catalogue),
        catalogue=entry.get("catalogue"),
        fields=fields,
        unit=maybe_label(entry.get("unit")),
        evidence=maybe_label(entry.get("evidence")),
        note=maybe_label(entry.get("note")),
        privacy=entry.get("privacy", "ordinary"),
        kind=entry.get("kind", "state"),
        group=entry.get("group", ""),
        fixed=entry.get("fixed", False),
        of_city=entry.get("of_city", ""),
        cities_with=entry.get("cities_with"),
        minimum=entry.get("minimum", 0 if entry["type"] == "money" else None),
        maximum=entry.get("maximum"),
        place=place,
    )


def fact_options(
    bench: Bench,
    sheet: Sheet,
    path: Path,
    entry: dict[str, Any],
    catalogue: Mapping[str, Mapping[str, Option]],
) -> Mapping[str, Option]:
    """The options of a one-of or many-of: its own, or a catalogue section's."""
    place = sheet.place(*path)
    if entry["type"] not in LIST_TYPES:
        if "options" in entry or "catalogue" in entry:
            bench.report("bad-fact", f"{entry['id']} 不是选项类，不能有选项", place)
        return {}
    if "catalogue" in entry:
        section = entry["catalogue"]
        if section not in catalogue:
            message = f"目录里没有 {section} 这一部分"
            bench.report("unknown-catalogue", message, place, nearest(section, catalogue))
        return catalogue.get(section, {})
    if not entry.get("options"):
        bench.report("bad-fact", f"{entry['id']} 是选项类，却没有选项", place)
    return _options(bench, sheet, (*path, "options"), entry.get("options", []))


def _check_told(bench: Bench, facts: Mapping[str, Fact]) -> None:
    """`cities_with` stands at a choice of cities and names a bound one-of."""
    for fact in facts.values():
        told = facts.get(fact.cities_with) if fact.cities_with else None
        if fact.cities_with and told is None:
            hint = nearest(fact.cities_with, facts)
            bench.report("unknown-name", f"没有名为 {fact.cities_with} 的事实", fact.place, hint)
        elif told and not (fact.type == "many_of" and told.type == "one_of" and told.is_bound):
            message = f"{fact.id}：cities_with 只能从多选指向只属一市的单选事实"
            bench.report("bad-fact", message, fact.place)


def _check_names(
    bench: Bench, fact: Fact, subjects: Mapping[str, Subject], groups: Mapping[str, Group]
) -> None:
    for subject in sorted(fact.subjects - set(subjects)):
        hint = nearest(subject, subjects)
        bench.report("unknown-subject", f"没有对象 {subject}", fact.place, hint)
    if fact.group and fact.group not in groups:
        hint = nearest(fact.group, groups)
        bench.report("unknown-group", f"没有问题组 {fact.group}", fact.place, hint)
    if (fact.type == "records") != bool(fact.fields):
        bench.report("bad-fact", f"{fact.id}：只有记录类事实才有字段，且须有字段", fact.place)
