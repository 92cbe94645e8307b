"""From what was typed to what the policy core takes in, and what is wrong with it.

    typed(fact, "20万")                -> "20万", which the core reads as 20万元
    typed(fact, "３０ 人")              -> Decimal("30")
    taken(answers, vocabulary)         -> Taken(facts, errors)

Whoever types full-width digits, thousands separators or the unit is understood. What cannot be
taken in is left out of the facts and named in `errors`, with the path of its field.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from yanzhen.policy.subject import Misfit, admit_value
from yanzhen.policy.vocabulary import Fact, Label, Vocabulary
from yanzhen.portal.answers import Answers, Raw, records_in

TRUTHS = {"yes": True, "no": False}
DAY = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}\D?$")


@dataclass(frozen=True)
class Taken:
    """Facts in the form that `assess` takes, and a sentence for each field that did not fit."""

    facts: Mapping[str, Any]
    errors: Mapping[str, Label]


def taken(answers: Answers, vocabulary: Vocabulary) -> Taken:
    """The answers as facts, each value tried against its fact."""
    facts: dict[str, Any] = {}
    errors: dict[str, Label] = {}
    for name, raw in answers.given.items():
        fact = vocabulary.facts[name]
        if fact.type == "records":
            facts[name] = [
                _record(fact, entry, f"{name}.{number}", errors)
                for number, entry in enumerate(records_in(raw))
            ]
        else:
            _take(fact, raw, name, facts, errors)
    return Taken(facts, errors)


def typed(fact: Fact, raw: Raw) -> Any:
    """A typed answer as the core expects it; what is no number stays text, to be refused there."""
    if not isinstance(raw, str):
        return raw
    text = unicodedata.normalize("NFKC", raw).strip()
    if fact.type == "bool":
        return TRUTHS.get(text, text)
    if fact.type in ("integer", "decimal", "money"):
        return _number(text, fact)
    return text


def _number(text: str, fact: Fact) -> Any:
    bare = text.replace(",", "").replace("，", "").replace(" ", "")
    for unit in (fact.unit.zh, fact.unit.en.replace(" ", "")) if fact.unit else ():
        if unit != "%":
            bare = bare.removesuffix(unit)
    if fact.type == "money":
        return bare
    try:
        return Decimal(bare)
    except InvalidOperation:
        return bare


def _record(
    fact: Fact, entry: Mapping[str, str], where: str, errors: dict[str, Label]
) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, raw in entry.items():
        _take(fact.fields[name], raw, f"{where}.{name}", record, errors)
    return record


def _take(fact: Fact, raw: Raw, path: str, into: dict[str, Any], errors: dict[str, Label]) -> None:
    value = typed(fact, raw)
    try:
        admit_value(fact, value)
    except Misfit as misfit:
        errors[path] = _sentence(fact, value, misfit)
    else:
        into[fact.id] = value


PLAIN = {
    "integer": Label("请填写整数，例如 3。", "Please enter a whole number, such as 3."),
    "decimal": Label("请填写数字，例如 3 或 2.5。", "Please enter a number, such as 3 or 2.5."),
    "money": Label(
        "请填写金额，例如 200000 或 20万元。", "Please enter a sum in yuan, such as 200000."
    ),
    "date": Label("请填写日期，例如 2026-01-31。", "Please enter a date, such as 2026-01-31."),
    "one_of": Label("请从列表中选择。", "Please choose one from the list."),
    "many_of": Label("请从列表中选择。", "Please choose from the list."),
    "bool": Label("请选择“是”或“否”。", "Please choose yes or no."),
}


def _sentence(fact: Fact, value: Any, misfit: Misfit) -> Label:
    """What to do, in a sentence: which bound was passed, or what the field expects."""
    understood = isinstance(value, Decimal) or (fact.type == "date" and DAY.match(str(value)))
    if not understood and fact.type in PLAIN:
        return PLAIN[fact.type]
    en = misfit.en if misfit.en.startswith(("the ", "there ", "a ")) else f"the value {misfit.en}"
    return Label(f"{misfit.zh}。".replace(" ", ""), f"{en[0].upper()}{en[1:]}.")
