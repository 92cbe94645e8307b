"""The elements of a service item, in the spirit of GB/T 39554, as plain data in one language.

    item_elements(pack, pack.services["rent-subsidy"], "en")["title"]
    item_elements(pack, item, "zh")["days"]["promised"]   ->   None: no document says

Name, basis, object, conditions and papers come from the rules and programmes that the item names.
Whoever carries out a step stands there with `named`: whether the document names that unit for
this item, or this is how the city arranges it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.explain import NATURE_LABELS, explainer_for
from yanzhen.policy.service_item import Material
from yanzhen.policy.vocabulary import EMPTY, Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy.pack import Pack, Programme, Rule, Tiers
    from yanzhen.policy.service_item import ServiceItem
    from yanzhen.policy.vocabulary import Fact, Language

KIND_LABELS = {
    "benefit": Label("待遇申请", "Benefit"),
    "service": Label("服务", "Service"),
    "request": Label("诉求建议", "Request or suggestion"),
    "review": Label("评审", "Review"),
    "recognition": Label("认定", "Recognition"),
    "handover": Label("服务转办", "Service handed over"),
    "discussion": Label("一事一议", "One case, one discussion"),
}
APPLY_LABELS = {
    "self": Label("本人（本单位）申请", "The applicant"),
    "employer": Label("用人单位代为申请", "The employer for her"),
    "staff": Label("主管部门主动办理（免申即享）", "The authority of its own accord"),
}
GRADE_LABELS = {
    "A": Label("政府部门签发", "Issued by an authority"),
    "B": Label("窗口核验", "Verified at a window"),
    "C": Label("上传材料", "Uploaded"),
    "D": Label("个人申报", "Declared"),
}
PLACE_LABELS = {
    "window": Label("受理", "Accepts"),
    "reviews": Label("审核", "Reviews"),
    "approve": Label("审批", "Decides"),
    "handle": Label("承办", "Carries out"),
}
UNSAID = Label("文件没有写，待本市设定", "Not in the document; for the city to set")
NO_FEE = Label("不收费", "None")


def item_title(pack: Pack, item: ServiceItem) -> Label:
    """Its own title, its programme's name, or its rule's title."""
    if item.title is not None:
        return item.title
    if item.programmes:
        return pack.programmes[item.programmes[0]].label
    return pack.rules[item.rules[0]].title


def rules_of_item(pack: Pack, item: ServiceItem) -> tuple[Rule, ...]:
    return tuple(pack.rules[one] for one in item.rules)


def programmes_of_item(pack: Pack, item: ServiceItem) -> tuple[Programme, ...]:
    """The programmes that it names, then those whose rules it carries."""
    named = [pack.programmes[one] for one in item.programmes]
    through = [
        one
        for one in pack.programmes.values()
        if one.id not in item.programmes and set(one.rules) & set(item.rules)
    ]
    return (*named, *through)


def clauses_of_item(pack: Pack, item: ServiceItem) -> tuple[str, ...]:
    """The clauses that it rests on, each once."""
    rules, named = rules_of_item(pack, item), (pack.programmes[one] for one in item.programmes)
    return tuple(dict.fromkeys([*(one.clause for one in rules), *(one.clause for one in named)]))


def units_named(pack: Pack, item: ServiceItem) -> frozenset[str]:
    """The units that the documents name for it: as its programme's, or for the duty it fulfils.

    A rule's own `units` are those whose field it is, whether or not the text says so.
    """
    programmes, clauses = programmes_of_item(pack, item), clauses_of_item(pack, item)
    named = {unit for one in programmes for unit in one.run_by}
    names = {one.id for one in programmes}
    for duty in pack.plan.values():
        held = names & set(duty.programmes) or set(item.rules) & set(duty.rules)
        if held or duty.clause in clauses:
            named |= {*duty.lead, *duty.units}
    return frozenset(named)


def facts_of_item(pack: Pack, item: ServiceItem) -> tuple[Fact, ...]:
    """The facts that its form asks for: those its rules look at, then those it names.

    Results of assessments and reviews are not asked of an applicant; see `decisions_of_item`.
    """
    return tuple(fact for fact in _facts(pack, item) if not fact.is_decision)


def decisions_of_item(pack: Pack, item: ServiceItem) -> tuple[Fact, ...]:
    """The results of assessments, reviews and meetings that its rules wait for."""
    return tuple(fact for fact in _facts(pack, item) if fact.is_decision)


def _facts(pack: Pack, item: ServiceItem) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for rule in rules_of_item(pack, item):
        found.update((fact.id, fact) for fact in facts_of_rule(pack, rule))
        if item.kind == "recognition" and _asks_tier(pack, rule) and pack.tiers:
            # Whoever asks to be recognised shows her record, not the recognition.
            found.pop(pack.tiers.recognised_by, None)
            found.update((fact.id, fact) for fact in _facts_of_catalogue(pack.tiers))
    for name in item.ask:
        found[name] = pack.vocabulary.facts[name]
    return tuple(found.values())


def _asks_tier(pack: Pack, rule: Rule) -> bool:
    return any(isinstance(part, e.TierRef) for part in _parts(pack, rule))


def _facts_of_catalogue(tiers: Tiers) -> Iterator[Fact]:
    """The facts that the talent catalogue looks at."""
    items = (item for one in tiers.classes for item in one.items)
    for condition in (one for item in items for one in item.conditions):
        for part in e.walk(condition.node):
            if isinstance(part, e.FactRef):
                yield part.fact


def facts_of_rule(pack: Pack, rule: Rule) -> tuple[Fact, ...]:
    """The facts that a rule looks at, in its order; behind a tier the recorded recognition."""
    facts = pack.vocabulary.facts
    found: dict[str, Fact] = {}
    for part in _parts(pack, rule):
        if isinstance(part, e.FactRef):
            found[part.fact.id] = part.fact
        elif isinstance(part, e.TierRef) and pack.tiers:
            found[pack.tiers.recognised_by] = facts[pack.tiers.recognised_by]
    each = rule.for_each.records if rule.for_each else None
    for name in (each, rule.starts, rule.less, rule.periods.fact if rule.periods else None):
        if name:
            found[name] = facts[name]
    return tuple(found.values())


def _parts(pack: Pack, rule: Rule) -> Iterator[e.Node]:
    """Every node of a rule, and of the rules that it asks about."""
    ahead, seen = [rule], set[str]()
    while ahead:
        one = ahead.pop()
        if one.id not in seen:
            seen.add(one.id)
            for part in (part for node in _nodes(one) for part in e.walk(node)):
                yield part
                if isinstance(part, e.RuleMet):
                    ahead.append(pack.rules[part.rule])


def _nodes(rule: Rule) -> Iterator[e.Node]:
    yield from (one.node for one in rule.when)
    yield from (one.node for one in (rule.for_each.when if rule.for_each else ()))
    if rule.amount is None:
        return
    if rule.amount.by is not None:
        yield rule.amount.by
    for interval in rule.amount.rows.values():
        yield from (interval.low, interval.high)
    for test, interval in rule.amount.bands:
        yield from (one for one in (test, interval.low, interval.high) if one is not None)


def materials_of_item(pack: Pack, item: ServiceItem) -> tuple[Material, ...]:
    """What to hand in: the proof of each fact its form asks for, each once, then its own.

    A proof may be uploaded (C) unless a better record of the fact exists already.
    """
    proofs: dict[Label, list[str]] = {}
    for fact in facts_of_item(pack, item):
        if fact.evidence:
            proofs.setdefault(fact.evidence, []).append(fact.id)
    for rule in rules_of_item(pack, item):
        for part in _parts(pack, rule):
            if isinstance(part, e.FieldRef) and part.field.evidence:
                proofs.setdefault(part.field.evidence, []).append(part.field.id)
    derived = (
        Material(facts[0], proof, "C", tuple(dict.fromkeys(facts)))
        for proof, facts in proofs.items()
    )
    return (*derived, *item.materials)


def item_elements(pack: Pack, item: ServiceItem, language: Language = "zh") -> dict[str, Any]:
    """All elements, as plain data; what nobody has said is None."""
    said = _Said(pack, item, language)
    life = pack.lifecycles[item.lifecycle]
    return {
        "id": item.id,
        "code": item.code,
        "title": item_title(pack, item).say(language),
        "city": pack.title.say(language),
        "policy": pack.policy.say(language),
        "kind": {"id": item.kind, "label": KIND_LABELS[item.kind].say(language)},
        "summary": said.summaries(),
        "basis": said.basis(),
        "subjects": said.subjects(),
        "apply": said.applicants(),
        "conditions": said.conditions(),
        "gives": said.gives(),
        "facts": [one.id for one in facts_of_item(pack, item)],
        "decisions": said.decisions(),
        "materials": said.materials(),
        "chain": said.chain(),
        "lifecycle": {"id": life.id, "version": life.version, "label": life.label.say(language)},
        "days": said.days(),
        "result": said.result(),
        "fee": NO_FEE.say(language),
        "where": said.where(),
        "programmes": [one.id for one in programmes_of_item(pack, item)],
        "open": said.open(),
        "notes": [note.say(language) for note in item.notes],
    }  # fmt: skip


class _Said:
    """One item's elements in one language."""

    def __init__(self, pack: Pack, item: ServiceItem, language: Language) -> None:
        self.pack, self.item, self.language = pack, item, language
        self.rules = rules_of_item(pack, item)
        self.explainer = explainer_for(language, pack)

    def subjects(self) -> list[dict[str, str]]:
        known = self.pack.vocabulary.subjects
        return [self._named(one, known[one].label) for one in self.item.subjects]

    def applicants(self) -> list[dict[str, str]]:
        return [self._named(one, APPLY_LABELS[one]) for one in self.item.apply]

    def _named(self, name: str, label: Label) -> dict[str, str]:
        return {"id": name, "label": label.say(self.language)}

    def summaries(self) -> list[str]:
        """What it is about: of its rules, or of its programmes."""
        named = [self.pack.programmes[one].summary for one in self.item.programmes]
        found = [one.summary for one in self.rules] or named
        return list(dict.fromkeys(one.say(self.language) for one in found))

    def basis(self) -> list[dict[str, str]]:
        found = []
        for name in clauses_of_item(self.pack, self.item):
            clause = self.pack.clause(name)
            document = next(one for one in self.pack.documents.values() if name in one.clauses)
            found.append({
                "clause": name,
                "label": self.pack.clause_label(name).say(self.language),
                "heading": (clause.heading if clause else EMPTY).say(self.language),
                "document": document.id,
                "title": document.title.say(self.language),
            })  # fmt: skip
        return found

    def conditions(self) -> list[dict[str, Any]]:
        return [
            {
                "rule": one.id,
                "title": one.title.say(self.language),
                "lines": self.explainer.rule(one),
            }
            for one in self.rules
        ]

    def gives(self) -> list[dict[str, Any]]:
        return [
            {
                "rule": one.id,
                "title": one.title.say(self.language),
                "nature": self._named(one.nature, NATURE_LABELS[one.nature]),
                "lines": self.explainer.amount(one),
            }
            for one in self.rules
        ]

    def decisions(self) -> list[dict[str, str]]:
        return [self._named(one.id, one.label) for one in decisions_of_item(self.pack, self.item)]

    def materials(self) -> list[dict[str, Any]]:
        return [
            {
                "id": one.id,
                "label": one.label.say(self.language),
                "grade": one.grade,
                "grade_label": GRADE_LABELS[one.grade].say(self.language),
                "facts": list(one.facts),
            }
            for one in materials_of_item(self.pack, self.item)
        ]

    def chain(self) -> list[dict[str, Any]]:
        """The steps at which units have work, in the order of the lifecycle."""
        life, route = self.pack.lifecycles[self.item.lifecycle], self.item.route
        return [
            {
                "state": state.id,
                "stage": work.stage,
                "label": state.label.say(self.language),
                "place": work.place,
                "place_label": PLACE_LABELS[work.place].say(self.language),
                "role": work.role,
                "units": [self._unit(unit) for unit in route[work.place]],
            }
            for state in life.states.values()
            for work in state.works
        ]

    def _unit(self, name: str) -> dict[str, Any]:
        unit = self.pack.units[name]
        named = unit.kind != "unnamed" and name in units_named(self.pack, self.item)
        return {**self._named(name, unit.label), "kind": unit.kind, "named": named}

    def days(self) -> dict[str, Any]:
        """Statutory and promised terms, and the publicity period where there is one."""
        names = ["statutory", "promised"]
        if "publicity" in self.pack.lifecycles[self.item.lifecycle].has:
            names.append("publicity")
        return {
            name: {"days": found.days, "clause": found.clause} if found else None
            for name in names
            for found in [self.item.days.get(name)]
        }

    def result(self) -> list[str]:
        """What comes of it: its own words, else what its rules give."""
        if self.item.result is not None:
            return [self.item.result.say(self.language)]
        lines = [one for rule in self.rules for one in self.explainer.amount(rule)]
        return list(dict.fromkeys(lines))

    def where(self) -> dict[str, Any]:
        complain = self.item.complain
        return {
            "apply": self._unit(self.item.window) if self.item.window else None,
            "complain": complain.say(self.language) if complain else None,
        }

    def open(self) -> list[str]:
        """What the document leaves open about it."""
        named = programmes_of_item(self.pack, self.item)
        notes = [note for rule in self.rules for note in rule.notes]
        found = [*notes, *(one.open for one in named if one.open)]
        return list(dict.fromkeys(one.say(self.language) for one in found))
