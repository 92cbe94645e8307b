"""The JSON text of assessments, many at a time: what never changes is encoded once.

Most of an answer is the same for everybody: ids, titles, clauses, the sentences of conditions.
A writer encodes them once per pack and language and puts the rest between them. Its text is that
of `answer.as_json`, written compactly, byte for byte; a test holds the two together.

    writer_for("zh", pack).text(assessment)  ->  '{"city":"xiangtan","as_of":"2026-01-01",...}'
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from yanzhen.policy.answer import TRUTH, change_data, plain, reading_data, tier_data
from yanzhen.policy.explain import explainer_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yanzhen.policy.explain import Explainer
    from yanzhen.policy.outcome import Assessment, Claim, Instalment, Outcome, Step, Sums
    from yanzhen.policy.pack import Pack, Rule
    from yanzhen.policy.vocabulary import Language

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_BOOL = {True: "true", False: "false"}
MOST_WRITERS = 32


class Frame(NamedTuple):
    """What stands around the changing parts of one rule's outcome."""

    head: str
    nature: str
    terms: str
    in_kind: str
    payer: str


class Writer:
    """Writes assessments of one pack in one language."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self._frames = {rule.id: self._frame(rule) for rule in explainer.pack.rules.values()}
        self._names: dict[str, str] = {}
        self._conditions: dict[int, dict[Any, str]] = {}  # the pack keeps its conditions alive

    def text(self, assessment: Assessment) -> str:
        """The assessment as one line of JSON."""
        pack, totals, facts = assessment.pack, assessment.totals, Facts(assessment)
        outcomes = ",".join([self._outcome(one, facts) for one in assessment.outcomes])
        return (
            f'{{"city":{_encode(pack.city)},"as_of":"{assessment.as_of.isoformat()}",'
            f'"pack":{_encode(pack.content_hash)},"subject":{_encode(assessment.subject.kind)},'
            f'"tier":{_encode(tier_data(assessment.tier))},"outcomes":[{outcomes}],'
            f'"totals":{{"sure_fen":{totals.sure},"up_to_fen":{totals.up_to},'
            f'"loan_fen":{totals.loan}}},"ask":{self._list(assessment.ask)}}}'
        )

    def _frame(self, rule: Rule) -> Frame:
        language, pack = self.explainer.language, self.explainer.pack
        clause, title = pack.clause_label(rule.clause).say(language), rule.title.say(language)
        in_kind = rule.in_kind.say(language) if rule.in_kind else None
        return Frame(
            f'{{"rule":{_encode(rule.id)},"clause":{_encode(clause)},"title":{_encode(title)},'
            f'"beneficiary":{_encode(rule.beneficiary)},"status":',
            f',"nature":{_encode(rule.nature)},"every":{_encode(rule.every)},',
            f',"within_years":{_encode(rule.within_years)},"schedule":[',
            f'],"in_kind":{_encode(in_kind)},"exclusive_with":',
            f'],"payer":{_encode(rule.payer)}}}',
        )

    def _outcome(self, one: Outcome, facts: Facts) -> str:
        frame = self._frames[one.rule.id]
        explainer = self.explainer
        readings = [_encode(reading_data(way, explainer)) for way in one.readings]
        changes = [_encode(change_data(change, explainer)) for change in one.near_miss]
        return (
            f'{frame.head}"{one.status}"{frame.nature}{_sums(one.sums)}'
            f"{frame.terms}{_schedule(one.schedule)}],"
            f'"missing":{self._list(one.missing)},'
            f'"because":[{",".join([self._step(step, facts) for step in one.because])}],'
            f'"readings":[{",".join(readings)}],"near_miss":[{",".join(changes)}'
            f"{frame.in_kind}{self._list(one.exclusive_with)},"
            f'"claims":[{_claims(one.claims)}{frame.payer}'
        )

    def _step(self, step: Step, facts: Facts) -> str:
        heads = self._conditions.get(id(step.condition))
        if heads is None:
            said = _encode(self.explainer.condition(step.condition))
            heads = {
                truth: f'{{"condition":{said},"truth":"{word}","facts":{{'
                for truth, word in TRUTH.items()
            }
            self._conditions[id(step.condition)] = heads
        return f"{heads[step.truth]}{facts.listed(step.names, step.known)}}}}}"

    def _list(self, names: Sequence[str]) -> str:
        """A list of ids; there are only as many as the pack has names."""
        quoted = self._names
        for name in names:
            if name not in quoted:
                quoted[name] = _encode(name)
        return f"[{','.join([quoted[name] for name in names])}]"


class Facts:
    """The facts of one subject as text, each encoded once though many conditions name it."""

    def __init__(self, assessment: Assessment) -> None:
        self.known = assessment.subject.facts
        self._said: dict[str, str] = {}

    def listed(self, names: Iterable[str], known: Mapping[str, Any]) -> str:
        """Those that were given; a stranger's outcome rests on none."""
        if not known:
            return ""
        if known is not self.known:
            return ",".join(_pair(name, known[name]) for name in names if name in known)
        said = self._said
        for name in names:
            if name in known and name not in said:
                said[name] = _pair(name, known[name])
        return ",".join([said[name] for name in names if name in known])


def _pair(name: str, value: Any) -> str:
    return f"{_encode(name)}:{_encode(plain(value))}"


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def _sums(found: Sums) -> str:
    return (
        f'"per_period_fen":{_number(found.per_period)},"periods":{_number(found.periods)},'
        f'"periods_up_to":{_BOOL[found.up_to]},"total_fen":{_number(found.total)},'
        f'"min_fen":{_number(found.low)},"max_fen":{_number(found.high)}'
    )


def _schedule(instalments: Iterable[Instalment]) -> str:
    return ",".join(
        [
            f'{{"n":{one.number},"from":{_day(one.start)},"until":{_day(one.until)},'
            f'"fen":{_number(one.fen)},"at_most_fen":{_number(one.at_most_fen)}}}'
            for one in instalments
        ]
    )


def _day(day: Any) -> str:
    return f'"{day.isoformat()}"' if day else "null"


def _claims(claims: Iterable[Claim]) -> str:
    return ",".join(
        [
            f'{{"n":{one.number + 1},"group":{_encode(plain(one.group))},'
            f'"fen":{_number(one.fen)},"counted_fen":{_number(one.counted_fen)}}}'
            for one in claims
        ]
    )


_WRITERS: dict[tuple[str, str], Writer] = {}


def writer_for(language: Language, pack: Pack) -> Writer:
    """The writer of a pack version in a language, made once."""
    key = (language, pack.content_hash)
    if key not in _WRITERS:
        if len(_WRITERS) >= MOST_WRITERS:
            _WRITERS.clear()
        _WRITERS[key] = Writer(explainer_for(language, pack))
    return _WRITERS[key]
