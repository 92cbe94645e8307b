"""The rules: conditions and amounts typed against the vocabulary, names resolved.

when: [jobs >= 30]      becomes a `Condition` around a typed tree
amount: {by: tier, A: 500万元}   becomes an `Amount` with one row per tier
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.build.bench import day, label, maybe_label
from yanzhen.policy.errors import Place, nearest
from yanzhen.policy.flaw import Scope
from yanzhen.policy.grammar import parse
from yanzhen.policy.pack import (
    Amount,
    Cap,
    Condition,
    Exclusive,
    ForEach,
    Interval,
    Periods,
    Rule,
    TierClass,
    TierItem,
    Tiers,
)
from yanzhen.policy.values import LARGEST_FEN, money
from yanzhen.policy.vocabulary import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from yanzhen.policy.build.bench import Bench, Path
    from yanzhen.policy.pack import Parameter, Reading
    from yanzhen.policy.sheet import Sheet
    from yanzhen.policy.vocabulary import Fact, Label, Vocabulary


@dataclass(frozen=True)
class Names:
    """What expressions of this pack may speak of."""

    vocabulary: Vocabulary
    parameters: Mapping[str, Parameter]
    readings: Mapping[str, Reading]
    tier: e.Type | None
    rules: Mapping[str, str]
    """Each rule's kind of subject: a rule may ask only about rules of its own kind."""

    def scope(self, subject: str) -> Scope:
        facts = self.vocabulary.facts_of(subject)
        return Scope(
            facts=facts,
            parameters={one.id: (one.label, one.type) for one in self.parameters.values()},
            readings={one.id: (one.note, reading_type(one)) for one in self.readings.values()},
            tier=self.tier if subject == "person" else None,
            rules=frozenset(rule for rule, whose in self.rules.items() if whose == subject),
            elsewhere=self.vocabulary.facts,
        )


def reading_type(reading: Reading) -> e.Type:
    """A reading is a choice between its options."""
    options = {name: Option(name, text) for name, text in reading.options.items()}
    return e.Type("one_of", options)


@dataclass
class RuleBench:
    """Where one rule is being built: its file, its scope, its record variable."""

    bench: Bench
    sheet: Sheet
    scope: Scope
    variables: dict[str, Fact]

    def expression(self, path: Path, text: Any, expects: str | None) -> e.Node | None:
        parsed = parse(str(text), self.scope, expects, self.variables)
        for flaw in parsed.flaws:
            where = self.sheet.place_inside(flaw.offset, *path)
            self.bench.report(flaw.code, flaw.message, where, flaw.suggestion)
        return parsed.node

    def conditions(self, path: Path, listed: list[Any]) -> tuple[Condition, ...]:
        built = []
        for number, part in enumerate(listed):
            where = (*path, number)
            text = part["if"] if isinstance(part, dict) else part
            node = self.expression(
                (*where, "if") if isinstance(part, dict) else where, text, "bool"
            )
            say = label(part) if isinstance(part, dict) and "zh" in part and "en" in part else None
            if node is not None:
                built.append(Condition(node, str(text), say, self.sheet.place(*where)))
        return tuple(built)

    def money(self, path: Path, value: Any) -> e.Node | None:
        """A money expression, from `20万元` or from a formula."""
        try:
            fen = money(str(value))
        except ValueError:
            return self.expression(path, value, "money")
        if not 0 <= fen <= LARGEST_FEN:
            self.bench.report("bad-value", f"{value} 太大或为负", self.sheet.place(*path))
            return None
        return e.Literal(fen, e.MONEY)

    def interval(self, path: Path, value: Any) -> Interval | None:
        if isinstance(value, dict):
            low = self.money((*path, "from"), value["from"])
            high = self.money((*path, "to"), value["to"])
            self._ordered(path, low, high)
        else:
            low = high = self.money(path, value)
        return Interval(low, high) if low is not None and high is not None else None

    def _ordered(self, path: Path, low: e.Node | None, high: e.Node | None) -> None:
        if not isinstance(low, e.Literal) or not isinstance(high, e.Literal):
            return
        if low.value >= high.value:
            message = "区间的下限须小于上限"
            self.bench.report("bad-range", message, self.sheet.place(*path))

    def fen(self, path: Path, value: Any) -> int | None:
        """A sum that is written down, not computed."""
        node = self.money(path, value)
        if node is not None and not isinstance(node, e.Literal):
            self.bench.report("bad-value", f"{value} 须是写定的金额", self.sheet.place(*path))
        return node.value if isinstance(node, e.Literal) else None

    def day(self, path: Path, value: str | None) -> date | None:
        try:
            return day(value)
        except ValueError:
            message = f"没有 {value} 这一天"
            self.bench.report("impossible-date", message, self.sheet.place(*path))
            return None


def build_rules(bench: Bench, names: Names) -> dict[str, Rule]:
    """All rules of the pack, in the order of the files."""
    rules: dict[str, Rule] = {}
    for sheet, path, entry in bench.entries("benefits_file", "benefits"):
        if bench.once(rules, entry["id"], "规则", sheet.place(*path)):
            rule = _rule(bench, sheet, path, entry, names)
            if rule is not None:
                rules[rule.id] = rule
    _refuse_circles(bench, rules)
    return rules


def _rule(
    bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any], names: Names
) -> Rule | None:
    if entry["subject"] not in names.vocabulary.subjects:
        place, known = sheet.place(*path, "subject"), names.vocabulary.subjects
        hint = nearest(entry["subject"], known)
        bench.report("unknown-subject", f"没有对象 {entry['subject']}", place, hint)
        return None
    scope = names.scope(entry["subject"])
    work = RuleBench(bench, sheet, scope, {})
    for_each = _for_each(work, path, entry)
    when = RuleBench(bench, sheet, scope, {}).conditions((*path, "when"), entry["when"])
    amount = _amount(work, (*path, "amount"), entry["amount"]) if "amount" in entry else None
    if amount and amount.covers and not for_each:
        when = with_coverage(when, amount.covers, sheet.place(*path, "amount"))
    _check_nature(bench, sheet, path, entry)
    _check_fact_names(work, path, entry)
    valid = entry.get("valid", {})
    return Rule(
        id=entry["id"], clause=entry["clause"], title=label(entry["title"]),
        summary=label(entry["summary"]), subject=entry["subject"],
        beneficiary=entry["beneficiary"], nature=entry["nature"], when=when,
        place=sheet.place(*path), payer=entry.get("payer", "public"), amount=amount,
        every=entry.get("every", "once"), periods=_periods(entry.get("periods")),
        within_years=entry.get("pay", {}).get("within_years"), starts=entry.get("starts"),
        less=entry.get("less"), caps=_caps(work, path, entry), for_each=for_each,
        units=tuple(entry.get("units", ())), programmes=tuple(entry.get("programmes", ())),
        in_kind=maybe_label(entry.get("in_kind")), family=_family(bench, sheet, path, entry, names),
        notes=tuple(label(note) for note in entry.get("notes", ())),
        valid_from=work.day((*path, "valid", "from"), valid.get("from")),
        valid_until=work.day((*path, "valid", "until"), valid.get("until")),
        once_per=entry.get("once_per"),
    )  # fmt: skip


def _family(
    bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any], names: Names
) -> str | None:
    """The capability by which cities are compared; one of the shared sheet."""
    family: str | None = entry.get("family")
    known = names.vocabulary.families
    if family is not None and family not in known:
        place, hint = sheet.place(*path, "family"), nearest(family, known)
        bench.report("unknown-family", f"没有能力族 {family}", place, hint)
        return None
    return family


def with_coverage(
    when: tuple[Condition, ...], covers: e.Node, place: Place
) -> tuple[Condition, ...]:
    """The conditions, with the one that the amount's rows or bands set by themselves."""
    if covers in [condition.node for condition in when]:
        return when
    return (*when, Condition(covers, "", None, place))


def _for_each(work: RuleBench, path: Path, entry: dict[str, Any]) -> ForEach | None:
    part = entry.get("for_each")
    if part is None:
        return None
    fact = work.scope.facts.get(part["records"])
    if fact is None or fact.type != "records":
        place = work.sheet.place(*path, "for_each")
        hint = nearest(part["records"], work.scope.facts)
        work.bench.report("unknown-name", f"没有记录类事实 {part['records']}", place, hint)
        return None
    work.variables[part["as"]] = fact
    conditions = work.conditions((*path, "for_each", "when"), part.get("when", []))
    return ForEach(fact.id, part["as"], conditions)


def _amount(work: RuleBench, path: Path, data: Any) -> Amount | None:
    if not isinstance(data, dict):
        return _single(work.interval(path, data))
    at_most = work.fen((*path, "at_most"), data["at_most"]) if "at_most" in data else None
    if "by" in data:
        return _table(work, path, data, at_most)
    if "first" in data:
        bands = _bands(work, path, data["first"])
        tests = tuple(test for test, _ in bands)
        covers = tests[0] if len(tests) == 1 else e.Or(tests)
        return Amount(bands=bands, at_most=at_most, covers=covers)
    if "formula" in data:
        words = maybe_label(data.get("words"))
        return _single(work.interval((*path, "formula"), data["formula"]), at_most, words)
    return _single(work.interval(path, data), at_most)


def _single(
    interval: Interval | None, at_most: int | None = None, words: Label | None = None
) -> Amount | None:
    if interval is None:
        return None
    return Amount(bands=((None, interval),), at_most=at_most, label=words)


def _bands(work: RuleBench, path: Path, listed: list[Any]) -> tuple[Any, ...]:
    bands: list[tuple[e.Node, Interval]] = []
    for number, band in enumerate(listed):
        where = (*path, "first", number)
        condition = work.expression((*where, "if"), band["if"], "bool")
        interval = work.interval((*where, "is"), band["is"])
        if condition is not None and interval is not None:
            if condition in [earlier for earlier, _ in bands]:
                message = f"这一档永远轮不到：{band['if']}"
                work.bench.report("unreachable", message, work.sheet.place(*where))
            bands.append((condition, interval))
    return tuple(bands)


def _table(work: RuleBench, path: Path, data: dict[str, Any], at_most: int | None) -> Amount | None:
    by = work.expression((*path, "by"), data["by"], None)
    if by is None:
        return None
    options, rows = e.type_of(by).options, {}
    if e.type_of(by).kind != "one_of":
        message = f"by 须是单选，{data['by']} 不是"
        work.bench.report("wrong-type", message, work.sheet.place(*path, "by"))
        return None
    for key, value in data.items():
        if key in ("by", "at_most"):
            continue
        if options is None or key not in options:
            place, hint = work.sheet.place(*path, key), nearest(str(key), options or {})
            work.bench.report("unknown-option", f"{data['by']} 没有 {key} 这个选项", place, hint)
        interval = work.interval((*path, key), value)
        if interval:
            rows[key] = interval
    return Amount(by=by, rows=rows, at_most=at_most, covers=e.Member(by, tuple(rows)))


def _periods(data: Any) -> Periods | None:
    if data is None or isinstance(data, int):
        return Periods(data) if data else None
    return Periods(data["up_to"], up_to=True, fact=data.get("fact"))


def _caps(work: RuleBench, path: Path, entry: dict[str, Any]) -> tuple[Cap, ...]:
    caps = []
    for number, part in enumerate(entry.get("caps", ())):
        where = (*path, "caps", number)
        limit = work.fen((*where, "limit"), part["limit"])
        field = part.get("field", "year" if part["per"] == "year" else None)
        records = next(iter(work.variables.values()), None)
        if records is None or (field is not None and field not in records.fields):
            message = "封顶需要 for_each，且 field 须是记录的字段"
            work.bench.report("bad-cap", message, work.sheet.place(*where))
        if limit is not None:
            caps.append(Cap(part["per"], limit, field, maybe_label(part.get("note"))))
    return tuple(caps)


def _check_nature(bench: Bench, sheet: Sheet, path: Path, entry: dict[str, Any]) -> None:
    nature, place = entry["nature"], sheet.place(*path)
    if nature in ("in_kind", "unspecified"):
        if "amount" in entry:
            bench.report("bad-nature", f"{nature} 类待遇不能有金额", place)
        if nature == "in_kind" and "in_kind" not in entry:
            bench.report("bad-nature", "in_kind 类待遇须写明给什么", place)
    elif nature != "range" and any(map(_is_range, _sums_of(entry.get("amount")))):
        bench.report("bad-nature", f"{nature} 类待遇不能是区间", place)
    elif "amount" not in entry:
        bench.report("missing-amount", f"{entry['id']} 是 {nature} 类待遇，却没有金额", place)
    if "once_per" in entry and (entry["subject"] != "person" or "for_each" in entry):
        bench.report("bad-once", "once_per: person 只用于对象是个人、不逐条计算的待遇", place)


def _sums_of(amount: Any) -> list[Any]:
    """The single sums of an amount: its rows, its bands, or itself."""
    if not isinstance(amount, dict) or _is_range(amount):
        return [amount]
    if "by" in amount:
        return list(amount.values())
    return [band["is"] for band in amount.get("first", ())]


def _is_range(part: Any) -> bool:
    return isinstance(part, dict) and "from" in part


def _check_fact_names(work: RuleBench, path: Path, entry: dict[str, Any]) -> None:
    periods = entry.get("periods")
    named = {
        "starts": (entry.get("starts"), "date"),
        "less": (entry.get("less"), "money"),
        "periods": (periods.get("fact") if isinstance(periods, dict) else None, "integer"),
    }
    for key, (name, kind) in named.items():
        fact = work.scope.facts.get(name) if name else None
        if name and (fact is None or fact.type != kind):
            hint = nearest(name, work.scope.facts)
            message = f"{key} 需要一个{kind}类事实，没有 {name}"
            work.bench.report("unknown-name", message, work.sheet.place(*path, key), hint)


def _refuse_circles(bench: Bench, rules: dict[str, Rule]) -> None:
    for rule in circular(rules):
        bench.report("circular-rule", f"规则 {rule} 绕一圈又取决于自己", rules[rule].place)


def circular(rules: Mapping[str, Rule]) -> Iterator[str]:
    """The rules that ask, through others, about themselves."""
    asks = {
        rule.id: {node.rule for node in _nodes(rule) if isinstance(node, e.RuleMet)}
        for rule in rules.values()
    }
    for start in rules:
        reached, ahead = set(), set(asks[start])
        while ahead:
            rule = ahead.pop()
            reached.add(rule)
            ahead |= asks.get(rule, set()) - reached
        if start in reached:
            yield start


def _nodes(rule: Rule) -> list[e.Node]:
    """All nodes that decide whether the rule is met."""
    each = rule.for_each
    roots = [condition.node for condition in (*rule.when, *(each.when if each else ()))]
    if rule.amount and rule.amount.covers:
        roots.append(rule.amount.covers)
    return [node for root in roots for node in e.walk(root)]


def _under(
    bench: Bench, entry: Mapping[str, Any], readings: Mapping[str, Reading], place: Place
) -> tuple[str, str] | None:
    """The reading, and its option, under which a group excludes."""
    for reading, option in entry.get("under", {}).items():
        if reading not in readings:
            message = f"没有读法 {reading}"
            bench.report("unknown-reference", message, place, nearest(reading, readings))
        elif option not in readings[reading].options:
            message = f"读法 {reading} 没有 {option} 这个选项"
            hint = nearest(option, readings[reading].options)
            bench.report("unknown-option", message, place, hint)
        else:
            return reading, option
    return None


def build_exclusive(
    bench: Bench, rules: Mapping[str, Rule], readings: Mapping[str, Reading]
) -> tuple[Exclusive, ...]:
    """Groups of rules of which one can be enjoyed."""
    groups: dict[str, Exclusive] = {}
    for kind in ("pack_file", "benefits_file"):
        for sheet, path, entry in bench.entries(kind, "exclusive"):
            place = sheet.place(*path)
            for rule in entry["rules"]:
                if rule not in rules:
                    bench.report("unknown-rule", f"没有规则 {rule}", place, nearest(rule, rules))
            if bench.once(groups, entry["id"], "互斥组", place):
                groups[entry["id"]] = Exclusive(
                    entry["id"], entry["clause"], tuple(entry["rules"]), label(entry["note"]),
                    _under(bench, entry, readings, place),
                )  # fmt: skip
    return tuple(groups.values())


def tier_type(bench: Bench) -> e.Type | None:
    """The tiers that the catalogue names, and `none`."""
    for sheet in bench.sheets:
        if sheet.kind == "tiers_file" and not sheet.unfit:
            options = {
                part["id"]: Option(part["id"], label(part)) for part in sheet.data["classes"]
            }
            options["none"] = Option("none", label({"zh": "未入任何层次", "en": "no tier"}))
            return e.Type("one_of", options)
    return None


def build_tiers(bench: Bench, names: Names) -> Tiers | None:
    """The talent catalogue; its items may not speak of the tier they decide."""
    scope = names.scope("person")
    scope = Scope(scope.facts, scope.parameters, scope.readings, None, frozenset())
    for sheet in bench.sheets:
        if sheet.kind != "tiers_file" or sheet.unfit or not names.tier:
            continue
        work, classes, seen = RuleBench(bench, sheet, scope, {}), [], dict[str, Any]()
        for number, part in enumerate(sheet.data["classes"]):
            items = _items(work, ("classes", number, "items"), part["items"], seen)
            classes.append(TierClass(part["id"], label(part), items))
        fact = scope.facts.get(sheet.data["recognised_by"])
        if fact is None or not set(names.tier.options or ()) <= set(fact.options):
            message = "recognised_by 须是选项含全部层次（与 none）的事实"
            bench.report("unknown-name", message, sheet.place("recognised_by"))
        return Tiers(label(sheet.data["title"]), sheet.data["recognised_by"], tuple(classes))
    return None


def _items(
    work: RuleBench, path: Path, listed: list[Any], seen: dict[str, Any]
) -> tuple[TierItem, ...]:
    items = []
    for number, part in enumerate(listed):
        place = work.sheet.place(*path, number)
        if work.bench.once(seen, part["id"], "目录条目", place):
            conditions = work.conditions((*path, number, "any"), part["any"])
            seen[part["id"]] = TierItem(
                part["id"], part["clause"], label(part), conditions,
                part.get("decision", False), place,
            )  # fmt: skip
            items.append(seen[part["id"]])
    return tuple(items)
