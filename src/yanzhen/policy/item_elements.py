"""The elements of a service item, in the spirit of GB/T 39554, as plain data in one language.

    item_elements(pack, pack.services["rent-subsidy"], "en")["title"]
    item_elements(pack, item, "zh")["days"]["promised"]   ->   None: no document says

Whoever carries out a step stands there with `named`: whether the document names that unit for
this item, or this is how the city arranges it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy.explain import NATURE_LABELS, explainer_for
from yanzhen.policy.item import (
    KIND_LABELS,
    clauses_of_item,
    decisions_of_item,
    facts_of_item,
    item_title,
    materials_of_item,
    programmes_of_item,
    rules_of_item,
    units_named,
)
from yanzhen.policy.vocabulary import EMPTY, Label

if TYPE_CHECKING:
    from yanzhen.policy.pack import Pack
    from yanzhen.policy.service_item import ServiceItem
    from yanzhen.policy.vocabulary import Language

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
