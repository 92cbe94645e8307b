"""`facts` and `policies`: the vocabulary and the rules, in readable form."""

import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from yanzhen.cli.places import packs_folder
from yanzhen.policy import Explainer, Pack, Problem, UnknownRule, load_pack, load_vocabulary
from yanzhen.policy.errors import nearest
from yanzhen.policy.explain import NATURE_LABELS
from yanzhen.policy.pack import Rule
from yanzhen.policy.vocabulary import Fact, Label, Language

OUT = Console()
TYPE_LABELS = {
    "bool": Label("是非", "yes or no"),
    "integer": Label("整数", "whole number"),
    "money": Label("金额（元）", "money (yuan)"),
    "decimal": Label("比例或小数", "ratio or decimal"),
    "date": Label("日期", "date"),
    "text": Label("文字", "text"),
    "one_of": Label("单选", "one of"),
    "many_of": Label("多选", "many of"),
    "records": Label("记录", "records"),
}


def facts(subject: str | None, as_json: bool, lang: Language) -> None:
    """Print the vocabulary, all of it or one kind of subject's."""
    vocabulary = load_vocabulary()
    if subject is not None and subject not in vocabulary.subjects:
        known = ", ".join(vocabulary.subjects)
        print(f"没有对象 {subject}；现有：{known} / no subject {subject}", file=sys.stderr)
        raise SystemExit(1)
    listed = [
        fact for fact in vocabulary.facts.values() if subject is None or subject in fact.subjects
    ]
    if as_json:
        data = {
            "subjects": {one.id: _label(one.label) for one in vocabulary.subjects.values()},
            "facts": [fact_json(fact) for fact in listed],
        }
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    heads = ("事实", "名称", "类型", "对象") if lang == "zh" else ("fact", "name", "type", "of")
    table = Table(*heads)
    for fact in listed:
        whose = "、".join(vocabulary.subjects[one].label.say(lang) for one in sorted(fact.subjects))
        table.add_row(fact.id, fact.label.say(lang), _type(fact, lang), whose)
        for field in fact.fields.values():
            table.add_row(f"  .{field.id}", field.label.say(lang), _type(field, lang), "")
    OUT.print(table)


def _type(fact: Fact, lang: Language) -> str:
    text = TYPE_LABELS[fact.type].say(lang)
    if fact.options:
        ids = list(fact.options)
        text += ":" + ", ".join(ids[:8]) + (f" … （{len(ids)}）" if len(ids) > 8 else "")
    return text


def _label(label: Label | None) -> dict[str, str] | None:
    return None if label is None else {"zh": label.zh, "en": label.en}


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact as plain data; what it does not have is left out."""
    data: dict[str, Any] = {
        "id": fact.id,
        "type": fact.type,
        "label": _label(fact.label),
        "subjects": sorted(fact.subjects),
        "ask": _label(fact.ask),
        "note": _label(fact.note),
        "unit": _label(fact.unit),
        "evidence": _label(fact.evidence),
        "privacy": fact.privacy,
        "kind": fact.kind,
        "group": fact.group,
        "minimum": fact.minimum,
        "maximum": fact.maximum,
        "options": [
            {"id": one.id, "label": _label(one.label), "level": one.level}
            for one in fact.options.values()
        ],
        "fields": [fact_json(field) for field in fact.fields.values()],
    }
    return {name: value for name, value in data.items() if value not in (None, [], "")}


def policies(
    city: str, rule_id: str | None, packs: Path | None, as_json: bool, lang: Language
) -> None:
    """Print a city's rules, or one of them whole."""
    pack = load_pack(city, packs_folder(packs))
    explainer = Explainer(lang, pack)
    if rule_id is not None and rule_id not in pack.rules:
        zh, en = f"{city} 没有规则 {rule_id}", f"{city} has no rule {rule_id}"
        hint = nearest(rule_id, pack.rules)
        raise UnknownRule(Problem("unknown-rule", None, zh, en, hint))
    rules = [pack.rules[rule_id]] if rule_id else list(pack.rules.values())
    if as_json:
        print(
            json.dumps([rule_json(one, explainer) for one in rules], ensure_ascii=False, indent=2)
        )
    elif rule_id:
        _print_rule(rules[0], explainer, lang)
    else:
        _print_rules(pack, explainer, lang)


def rule_json(rule: Rule, explainer: Explainer) -> dict[str, Any]:
    """A rule in readable form, as data."""
    pack, lang = explainer.pack, explainer.language
    return {
        "rule": rule.id,
        "clause": pack.clause_label(rule.clause).say(lang),
        "title": rule.title.say(lang),
        "summary": rule.summary.say(lang),
        "subject": rule.subject,
        "beneficiary": rule.beneficiary,
        "nature": rule.nature,
        "conditions": explainer.rule(rule),
        "gives": explainer.amount(rule),
        "units": [pack.units[unit].label.say(lang) for unit in rule.units],
        "notes": [note.say(lang) for note in rule.notes],
    }


RULE_HEADS = {
    "zh": ("条款", "规则", "名称", "性质", "待遇"),
    "en": ("clause", "rule", "title", "nature", "gives"),
}
PARTS = {
    "conditions": Label("条件", "Conditions"),
    "gives": Label("待遇", "Gives"),
    "units": Label("经办", "Run by"),
    "notes": Label("说明", "Notes"),
}


def _print_rules(pack: Pack, explainer: Explainer, lang: Language) -> None:
    table = Table(*RULE_HEADS[lang], title=f"{pack.title.say(lang)} {pack.policy.say(lang)}")
    for rule in pack.rules.values():
        table.add_row(
            pack.clause_label(rule.clause).say(lang),
            rule.id,
            rule.title.say(lang),
            NATURE_LABELS[rule.nature].say(lang),
            "\n".join(explainer.amount(rule)),
        )
    OUT.print(table)


def _print_rule(rule: Rule, explainer: Explainer, lang: Language) -> None:
    data = rule_json(rule, explainer)
    OUT.print(f"[bold]{data['title']}[/bold]  {data['clause']}  {rule.id}")
    OUT.print(data["summary"])
    OUT.print(f"\n{Label('性质', 'Nature').say(lang)}  {NATURE_LABELS[rule.nature].say(lang)}")
    for key, head in PARTS.items():
        if data[key]:
            OUT.print(f"\n{head.say(lang)}")
            for line in data[key]:
                OUT.print(f"  · {line}", highlight=False, markup=False)
