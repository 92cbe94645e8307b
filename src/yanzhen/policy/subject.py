"""Taking in what someone says about a subject: every value checked, nothing guessed.

A fact that the vocabulary does not have, a wrong type, an impossible date or a negative sum is
refused by name, with the nearest known name; all problems at once. A value of None is the same
as leaving the fact out: unknown.

    admit({"subject": "person", "facts": {"degree": "doctor"}}, vocabulary)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from yanzhen.policy.errors import Problem, SubjectRefused, nearest
from yanzhen.policy.values import LARGEST_FEN, money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yanzhen.policy.vocabulary import Fact, Vocabulary

_DATE = re.compile(
    r"^(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日|/(\d{1,2})/(\d{1,2}))$"
)
_RATIO = re.compile(r"^(-?\d+(?:\.\d+)?)\s*%$")
LARGEST_INTEGER = 10**12
MOST_RECORDS = 10_000
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject whose facts have been taken in; money is in fen, ratios are exact."""

    kind: str
    facts: Mapping[str, Any]


class Misfit(ValueError):
    """A value that does not fit its fact; `zh` and `en` say why."""

    def __init__(self, zh: str, en: str, suggestion: str | None = None) -> None:
        super().__init__(zh)
        self.zh, self.en, self.suggestion = zh, en, suggestion


def admit(raw: Any, vocabulary: Vocabulary) -> Subject:
    """A subject from `{subject, facts}`; SubjectRefused names everything wrong with it."""
    if not isinstance(raw, dict):
        zh = "输入须是 {subject: …, facts: {…}} 这样的对象"
        raise SubjectRefused(Problem("bad-input", None, zh, "Expected {subject, facts}."))
    problems: list[Problem] = []
    kind = _subject_kind(raw, vocabulary, problems)
    for key in raw:
        if key not in ("subject", "facts", "id", "as_of"):
            hint = nearest(str(key), ("subject", "facts", "id", "as_of"))
            zh, en = f"输入里没有名为 {key} 的项", f"Unknown key {key}"
            problems.append(Problem("unknown-key", None, zh, en, hint))
    facts = raw.get("facts", {})
    if facts is None:
        facts = {}
    if not isinstance(facts, dict):
        zh = "facts 须是 事实: 值 的对象"
        raise SubjectRefused(*problems, Problem("bad-input", None, zh, "facts must be an object."))
    admitted = admit_facts(facts, kind, vocabulary, problems)
    if problems:
        raise SubjectRefused(*problems)
    assert kind is not None
    return Subject(kind, admitted)


def admit_facts(
    facts: Mapping[str, Any], kind: str | None, vocabulary: Vocabulary, problems: list[Problem]
) -> dict[str, Any]:
    """The given facts as values; what does not fit is added to `problems`."""
    admitted: dict[str, Any] = {}
    for name, value in facts.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            known = vocabulary.facts_of(kind) if kind else vocabulary.facts
            zh, en = f"没有名为 {name} 的事实", f"There is no fact named {name}"
            problems.append(Problem("unknown-fact", name, zh, en, nearest(str(name), known)))
        elif kind and kind not in fact.subjects:
            problems.append(_wrong_subject(fact, kind, vocabulary))
        elif value is not None:
            taken = _taken(fact, value, name, problems)
            if taken is not None:
                admitted[name] = taken
    return admitted


def _subject_kind(
    raw: dict[str, Any], vocabulary: Vocabulary, problems: list[Problem]
) -> str | None:
    kind = raw.get("subject")
    if isinstance(kind, str) and kind in vocabulary.subjects:
        return kind
    names = ", ".join(vocabulary.subjects)
    zh, en = f"subject 须是其中之一：{names}", f"subject must be one of: {names}"
    problems.append(
        Problem("unknown-subject", None, zh, en, nearest(str(kind), vocabulary.subjects))
    )
    return None


def _wrong_subject(fact: Fact, kind: str, vocabulary: Vocabulary) -> Problem:
    whose = [vocabulary.subjects[name].label for name in sorted(fact.subjects)]
    zh = f"事实 {fact.id}（{fact.label.zh}）说的是{'、'.join(label.zh for label in whose)}"
    en = f"Fact {fact.id} is about: {', '.join(label.en for label in whose)}"
    return Problem("other-subject", fact.id, f"{zh}，不是 {kind}", f"{en}, not {kind}")


def _taken(fact: Fact, value: Any, path: str, problems: list[Problem]) -> Any:
    if fact.type == "records":
        return _records(fact, value, path, problems)
    try:
        return admit_value(fact, value)
    except Misfit as misfit:
        zh = f"{path}（{fact.label.zh}）：{misfit.zh}"
        en = f"{path} ({fact.label.en}): {misfit.en}"
        problems.append(Problem("bad-value", path, zh, en, misfit.suggestion))
        return None


def _records(fact: Fact, value: Any, path: str, problems: list[Problem]) -> Any:
    if not isinstance(value, list) or len(value) > MOST_RECORDS:
        zh, en = f"{path}（{fact.label.zh}）须是记录的列表", f"{path} must be a list of records"
        problems.append(Problem("bad-value", path, zh, en))
        return None
    records = []
    for number, entry in enumerate(value):
        where = f"{path}[{number}]"
        if not isinstance(entry, dict):
            zh, en = f"{where} 须是一条记录", f"{where} must be a record"
            problems.append(Problem("bad-value", where, zh, en))
            continue
        records.append(_record(fact, entry, where, problems))
    return tuple(records)


def _record(
    fact: Fact, entry: dict[str, Any], where: str, problems: list[Problem]
) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, value in entry.items():
        if name not in fact.fields:
            zh, en = f"{where} 没有字段 {name}", f"{where} has no field {name}"
            hint = nearest(str(name), fact.fields)
            problems.append(Problem("unknown-field", f"{where}.{name}", zh, en, hint))
        elif value is not None:
            taken = _taken(fact.fields[name], value, f"{where}.{name}", problems)
            if taken is not None:
                record[name] = taken
    return record


def admit_value(fact: Fact, value: Any) -> Any:
    """One value as the fact's type; Misfit says what is wrong with it."""
    taken = _TAKERS[fact.type](fact, value)
    if isinstance(taken, (int, Fraction)) and not isinstance(taken, bool):
        _within(fact, taken)
    return taken


def _within(fact: Fact, number: int | Fraction) -> None:
    if fact.minimum is not None and number < fact.minimum:
        raise Misfit(f"不能小于 {fact.minimum}", f"must not be below {fact.minimum}")
    if fact.maximum is not None and number > fact.maximum:
        raise Misfit(f"不能大于 {fact.maximum}", f"must not be above {fact.maximum}")


def _bool(fact: Fact, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Misfit("须是 true 或 false", "must be true or false")
    return value


def _integer(fact: Fact, value: Any) -> int:
    whole = value if type(value) is int else _whole(value)
    if abs(whole) > LARGEST_INTEGER:
        raise Misfit("数太大", "is too large")
    return whole


def _whole(value: Any) -> int:
    number = _exact(value)
    if number is None or number.denominator != 1:
        raise Misfit("须是整数", "must be a whole number")
    return int(number)


def _money(fact: Fact, value: Any) -> int:
    fen = _fen(value)
    if fen < 0:
        raise Misfit("金额不能为负", "a sum must not be negative")
    if fen > LARGEST_FEN:
        raise Misfit("金额太大", "the sum is too large")
    return fen


def _fen(value: Any) -> int:
    if isinstance(value, str):
        try:
            return money(value)
        except ValueError:
            raise Misfit("须是金额，如 20万元 或 200000（元）", "must be a sum in yuan") from None
    if type(value) is int:
        return value * 100
    number = _exact(value)
    if number is None or (number * 100).denominator != 1:
        raise Misfit("须是金额，单位元，至多两位小数", "must be yuan, at most two decimals")
    return int(number * 100)


def _decimal(fact: Fact, value: Any) -> Fraction:
    if isinstance(value, str) and (found := _RATIO.match(value.strip())):
        number: Fraction | None = Fraction(found[1]) / 100
    else:
        number = _exact(value)
    if number is None or abs(number) > LARGEST_INTEGER:
        raise Misfit("须是数或百分比，如 0.3 或 30%", "must be a number or a percentage")
    return number


def _exact(value: Any) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40:
        return Fraction(value)
    if isinstance(value, type(1 / 2)) and value - value == 0:
        return Fraction(repr(value))
    return None


def _date(fact: Fact, value: Any) -> date:
    if type(value) is date:  # a datetime is a date too, but cannot be compared with one
        return value
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    if not found:
        raise Misfit("须是日期，如 2026-01-31", "must be a date such as 2026-01-31")
    numbers = [int(part) for part in found.groups() if part]
    try:
        return date(*numbers)
    except ValueError:
        raise Misfit("没有这一天", "there is no such day") from None


def _text(fact: Fact, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise Misfit("须是文字", "must be text")
    return value


def _one_of(fact: Fact, value: Any) -> str:
    if isinstance(value, str) and value in fact.options:
        return value
    hint = nearest(str(value), fact.options)
    names = "、".join(list(fact.options)[:12]) + ("…" if len(fact.options) > 12 else "")
    raise Misfit(f"没有 {value} 这个选项；可选：{names}", f"has no option {value}: {names}", hint)


def _many_of(fact: Fact, value: Any) -> frozenset[str]:
    if not isinstance(value, list):
        raise Misfit("须是选项的列表", "must be a list of options")
    return frozenset(_one_of(fact, item) for item in value)


_TAKERS: dict[str, Callable[[Fact, Any], Any]] = {
    "bool": _bool,
    "integer": _integer,
    "money": _money,
    "decimal": _decimal,
    "date": _date,
    "text": _text,
    "one_of": _one_of,
    "many_of": _many_of,
}
