"""The service items of a city: names resolved, defaults filled in, every slip with its place.

services:
  - {id: rent-subsidy, rules: [art-19-rent], kind: benefit, lifecycle: benefit}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanzhen.policy.build.bench import label, maybe_label
from yanzhen.policy.errors import nearest
from yanzhen.policy.service_item import Days, Material, NoItem, ServiceItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yanzhen.policy.build.bench import Bench, Path
    from yanzhen.policy.lifecycle import Lifecycle
    from yanzhen.policy.pack import Document, Figure, Programme, Rule, Unit
    from yanzhen.policy.sheet import Sheet
    from yanzhen.policy.vocabulary import Vocabulary

NEEDED_PLACES = ("window", "approve")
"""Places that someone has to fill: nobody accepts or decides by being absent."""


@dataclass(frozen=True)
class Known:
    """What a service item may name."""

    city: str
    vocabulary: Vocabulary
    lifecycles: Mapping[str, Lifecycle]
    rules: Mapping[str, Rule]
    programmes: Mapping[str, Programme]
    units: Mapping[str, Unit]
    documents: Mapping[str, Document]
    figures: tuple[Figure, ...]


def build_services(bench: Bench, known: Known) -> dict[str, ServiceItem]:
    """All service items, in the order of the file."""
    items: dict[str, ServiceItem] = {}
    codes: dict[str, Any] = {}
    for sheet in bench.sheets:
        if sheet.kind == "services_file" and isinstance(sheet.data, dict):
            for key in ("window", "approve"):
                _name(bench, sheet.data.get(key), known.units, "单位", sheet, (key,))
    for sheet, path, entry in bench.entries("services_file", "services"):
        place = sheet.place(*path)
        if bench.once(items, entry["id"], "事项", place):
            item = _Draft(bench, sheet, path, entry, known).item()
            items[item.id] = item
            if bench.once(codes, item.code, "事项编码", place):
                codes[item.code] = item
    return items


def build_no_items(bench: Bench, known: Known) -> tuple[NoItem, ...]:
    """What is deliberately no service item."""
    found = []
    for sheet, path, entry in bench.entries("services_file", "none"):
        rules, programmes = entry.get("rules", []), entry.get("programmes", [])
        _names(bench, rules, known.rules, "规则", sheet, (*path, "rules"))
        _names(bench, programmes, known.programmes, "名目", sheet, (*path, "programmes"))
        if not rules and not programmes:
            message = "none 里的每一条都要写明是哪些规则或名目"
            bench.report("bad-shape", message, sheet.place(*path))
        found.append(
            NoItem(tuple(rules), tuple(programmes), label(entry["why"]), sheet.place(*path))
        )
    return tuple(found)


def _names(
    bench: Bench, names: Iterable[str], known: Iterable[str], what: str, sheet: Sheet, path: Path
) -> None:
    """A finding for each name of the list at `path` that leads nowhere."""
    for number, name in enumerate(names):
        _name(bench, name, known, what, sheet, (*path, number))


def _name(
    bench: Bench, name: str | None, known: Iterable[str], what: str, sheet: Sheet, path: Path
) -> None:
    if name is not None and name not in (listed := list(known)):
        place = sheet.place(*path)
        bench.report("unknown-reference", f"没有{what} {name}", place, nearest(name, listed))


class _Draft:
    """One entry being read."""

    def __init__(
        self, bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any], known: Known
    ) -> None:
        self.bench, self.sheet, self.path, self.entry, self.known = bench, sheet, path, entry, known

    def item(self) -> ServiceItem:
        entry, whole = self.entry, self.sheet.data
        item = ServiceItem(
            id=entry["id"],
            code=f"{self.known.city}-{entry['id']}".upper(),
            kind=entry["kind"],
            lifecycle=entry["lifecycle"],
            rules=tuple(entry.get("rules", ())),
            programmes=tuple(entry.get("programmes", ())),
            title=maybe_label(entry.get("title")),
            subjects=self._subjects(),
            apply=tuple(entry.get("apply", ["self"])),
            window=entry.get("window", whole.get("window")),
            reviews=tuple(entry.get("reviews", ())),
            approve=entry.get("approve", whole.get("approve")),
            handle=tuple(entry.get("handle", ())),
            ask=tuple(entry.get("ask", ())),
            materials=tuple(
                Material(part["id"], label(part), part["grade"])
                for part in entry.get("materials", ())
            ),
            days=self._days(),
            result=maybe_label(entry.get("result")),
            complain=maybe_label(whole.get("complain")),
            notes=tuple(label(note) for note in entry.get("notes", ())),
            place=self.sheet.place(*self.path),
        )
        self._check_names()
        self._check_title(item)
        self._check_asked(item)
        self._check_places(item)
        return item

    def _report(self, code: str, message: str, *path: Any, hint: str | None = None) -> None:
        where = self.sheet.place(*self.path, *path)
        self.bench.report(code, f"事项 {self.entry['id']}：{message}", where, hint)

    def _subjects(self) -> tuple[str, ...]:
        """Those of its rules, else those that it names; never both."""
        own = self.entry.get("subjects", [])
        named = self.entry.get("rules", ())
        rules = [self.known.rules[one] for one in named if one in self.known.rules]
        if own and rules:
            self._report("typed-twice", "对象来自规则，不要再写 subjects", "subjects")
        if not own and not self.entry.get("rules"):
            self._report("bad-shape", "没有规则的事项要写明 subjects（谁来申请）")
        return tuple(own) or tuple(dict.fromkeys(rule.subject for rule in rules))

    def _days(self) -> dict[str, Days]:
        """Terms that a clause sets: the clause has to print that number."""
        found = {}
        for name, part in self.entry.get("days", {}).items():
            clause = part["clause"]
            clauses = [one for of in self.known.documents.values() for one in of.clauses]
            printed = [one.value for one in self.known.figures if one.clause == clause]
            if clause not in clauses:
                hint = nearest(clause, clauses)
                self._report("unknown-reference", f"没有条款 {clause}", "days", name, hint=hint)
            elif part["days"] not in printed:
                message = f"条款 {clause} 里没有 {part['days']} 这个数字；文件没有写的期限不要写"
                self._report("unsupported-number", message, "days", name)
            found[name] = Days(part["days"], clause)
        return found

    def _check_names(self) -> None:
        known, entry = self.known, self.entry
        lists: dict[str, tuple[str, Iterable[str]]] = {
            "rules": ("规则", known.rules), "programmes": ("名目", known.programmes),
            "subjects": ("对象", known.vocabulary.subjects), "reviews": ("单位", known.units),
            "handle": ("单位", known.units), "ask": ("事实", known.vocabulary.facts),
        }  # fmt: skip
        for key, (what, names) in lists.items():
            _names(self.bench, entry.get(key, []), names, what, self.sheet, (*self.path, key))
        words: dict[str, tuple[str, Iterable[str]]] = {
            "window": ("单位", known.units), "approve": ("单位", known.units),
            "lifecycle": ("流程", known.lifecycles),
        }  # fmt: skip
        for key, (what, names) in words.items():
            _name(self.bench, entry.get(key), names, what, self.sheet, (*self.path, key))

    def _check_title(self, item: ServiceItem) -> None:
        """A title only where neither its programme nor its one rule gives it."""
        programmes, rules = self.known.programmes, self.known.rules
        given = [programmes[one].label for one in item.programmes[:1] if one in programmes]
        if not item.programmes and len(item.rules) == 1:
            given = [rules[one].title for one in item.rules if one in rules]
        if not item.rules and not item.programmes:
            self._report("bad-shape", "要写明它办的是哪些规则或名目")
        elif item.title is None and not item.programmes and len(item.rules) > 1:
            self._report("bad-shape", "合并几条规则的事项要写 title")
        elif item.title is not None and item.title in given:
            self._report("typed-twice", "title 与规则或名目的名称相同，不要再写", "title")

    def _check_asked(self, item: ServiceItem) -> None:
        facts = self.known.vocabulary.facts
        for number, name in enumerate(item.ask):
            fact = facts.get(name)
            if fact and item.subjects and not fact.subjects & set(item.subjects):
                message = f"事实 {name} 不问 {'、'.join(item.subjects)}"
                self._report("wrong-subject", message, "ask", number)
        seen: dict[str, Any] = {}
        for number, material in enumerate(item.materials):
            place = self.sheet.place(*self.path, "materials", number)
            if self.bench.once(seen, material.id, "材料", place):
                seen[material.id] = material

    def _check_places(self, item: ServiceItem) -> None:
        """Whoever the lifecycle asks for is there, and nobody whom it never asks."""
        life = self.known.lifecycles.get(item.lifecycle)
        if life is None:
            return
        for place, units in item.route.items():
            if place in NEEDED_PLACES and place in life.places and not units:
                self._report("missing-unit", f"流程 {life.id} 需要 {place}，没有写由哪个单位办")
            if place in self.entry and place not in life.places:
                message = f"流程 {life.id} 没有 {place} 这一环节"
                self._report("unused-unit", message, place)
