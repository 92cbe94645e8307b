"""Whether a pack keeps faith with its documents: nothing lost, nothing invented.

Every name leads somewhere; every figure is accounted for (see `accounts`); the worked cases
come out as written; and, given the text, the list of figures is the text's own.

    check_pack(pack)                          findings without the text
    check_text(pack, {"004": text})           findings against the documents' texts
    check_cases(pack)                         worked cases that come out otherwise
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.accounts import account_for
from yanzhen.policy.carrying import check_carrying
from yanzhen.policy.errors import Finding, Place, SubjectRefused, nearest
from yanzhen.policy.evaluate import Engine
from yanzhen.policy.numerals import cut, digest, placed
from yanzhen.policy.subject import admit
from yanzhen.policy.values import yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yanzhen.policy.outcome import Assessment, Outcome
    from yanzhen.policy.pack import Case, Document, Pack
    from yanzhen.policy.vocabulary import Label


def check_pack(pack: Pack) -> tuple[Finding, ...]:
    """All findings that need nothing but the pack itself."""
    checks = (_unwritten, _names, _readings, account_for, _digests, check_carrying)
    found = [finding for check in checks for finding in check(pack)]
    return tuple(sorted(found, key=lambda finding: finding.place))


def _unwritten(pack: Pack) -> Iterator[Finding]:
    """What a new pack leaves for its author to say, in both languages."""
    identity = Place(f"{pack.city}/pack.yaml")
    yield from _said_of(identity, "政策包", {"title": pack.title, "policy": pack.policy})
    for document in pack.documents.values():
        yield from _said_of(document.place, f"文件 {document.id}", {"title": document.title})
        for clause in document.clauses.values():
            own = {"heading": clause.heading, "summary": clause.summary}
            yield from _said_of(clause.place, f"条款 {clause.id}", own)


def _said_of(place: Place, what: str, labels: Mapping[str, Label]) -> Iterator[Finding]:
    missing = [
        f"{name}.{language}"
        for name, label in labels.items()
        for language, text in (("zh", label.zh), ("en", label.en))
        if not text.strip()
    ]
    if missing:
        yield Finding("unwritten", f"{what} 还没有写 {'、'.join(missing)}", place)


def _names(pack: Pack) -> Iterator[Finding]:
    """Names that lead nowhere."""
    clauses = [clause for one in pack.documents.values() for clause in one.clauses]
    bodies = [*pack.vocabulary.subjects, "unstated"]
    for rule in pack.rules.values():
        yield from _known([rule.clause], clauses, "条款", rule.place)
        yield from _known([rule.beneficiary], bodies, "受益对象", rule.place)
        yield from _known(rule.units, pack.units, "单位", rule.place)
        yield from _known(rule.programmes, pack.programmes, "名目", rule.place)
    for programme in pack.programmes.values():
        yield from _known([programme.clause], clauses, "条款", programme.place)
        yield from _known(programme.rules, pack.rules, "规则", programme.place)
        yield from _known(programme.run_by, pack.units, "单位", programme.place)
    for measure in pack.plan.values():
        yield from _known([measure.clause], clauses, "条款", measure.place)
        units = [*measure.lead, *measure.units, *(u for a in measure.actions for u in a.units)]
        yield from _known(units, pack.units, "单位", measure.place)
        yield from _known(measure.rules, pack.rules, "规则", measure.place)
        yield from _known(measure.programmes, pack.programmes, "名目", measure.place)
    for tier in pack.tiers.classes if pack.tiers else ():
        for item in tier.items:
            yield from _known([item.clause], clauses, "条款", item.place)
    for parameter in pack.parameters.values():
        yield from _known([parameter.clause], clauses, "条款", parameter.place)
    for reading in pack.readings.values():
        yield from _known([reading.clause], clauses, "条款", reading.place)
    for group in pack.exclusive:
        place = pack.rules[group.rules[0]].place
        yield from _known([group.clause], clauses, "条款", place)
    for figure in pack.figures:
        yield from _known([figure.clause], clauses, "条款", figure.place)
        yield from _known([figure.document], pack.documents, "文件", figure.place)


def _known(
    names: Iterable[str], known: Iterable[str], what: str, place: Place
) -> Iterator[Finding]:
    listed = set(known)
    for name in names:
        if name not in listed:
            message = f"没有{what} {name}"
            yield Finding("unknown-reference", message, place, nearest(name, sorted(listed)))


def _readings(pack: Pack) -> Iterator[Finding]:
    """A reading that nothing asks about decides nothing."""
    used = {part.id for node in nodes_of(pack) for part in e.walk(node)
            if isinstance(part, e.ReadingRef)}  # fmt: skip
    used |= {group.under[0] for group in pack.exclusive if group.under}
    for reading in pack.readings.values():
        if reading.id not in used:
            message = f"没有规则用到读法 {reading.id}"
            yield Finding("unused-reading", message, reading.place)


def nodes_of(pack: Pack) -> Iterator[e.Node]:
    """Every expression of the pack's rules and of its talent catalogue."""
    for rule in pack.rules.values():
        yield from (condition.node for condition in rule.when)
        yield from (condition.node for condition in (rule.for_each.when if rule.for_each else ()))
        if rule.amount:
            if rule.amount.by is not None:
                yield rule.amount.by
            intervals = list(rule.amount.rows.values())
            for test, interval in rule.amount.bands:
                intervals.append(interval)
                if test is not None:
                    yield test
            for interval in intervals:
                yield from (interval.low, interval.high)
    for tier in pack.tiers.classes if pack.tiers else ():
        for item in tier.items:
            yield from (condition.node for condition in item.conditions)


def numerals_digest(pack: Pack, document: str) -> str:
    """The fingerprint of a document's listed figures."""
    listed = [(one.clause, one.token) for one in pack.figures if one.document == document]
    return digest(listed)


def _digests(pack: Pack) -> Iterator[Finding]:
    """A figure that is dropped, added or moved changes the document's fingerprint."""
    for document in pack.documents.values():
        found = numerals_digest(pack, document.id)
        if document.numerals != found:
            message = (
                f"文件 {document.id} 的数字清单与核对时不同："
                f"numerals 应为核对后的指纹，现为 {found}"
            )
            yield Finding("figures-changed", message, document.place)


# -- against the text


def check_text(pack: Pack, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """The list of figures against the numerals of each document's text, in order."""
    found: list[Finding] = []
    for document in pack.documents.values():
        text = next((texts[name] for name in texts if name.startswith(document.file)), None)
        if text is None:
            message = f"没有找到文件 {document.id} 的原文（{document.file}…）"
            found.append(Finding("text-missing", message, document.place))
        else:
            found += _against_text(pack, document, text)
    return tuple(found)


def _against_text(pack: Pack, document: Document, text: str) -> Iterator[Finding]:
    openings = [(clause.id, clause.starts) for clause in document.clauses.values()]
    clauses, lost = cut(text, openings)
    for one in lost:
        place = document.clauses[one.id].place
        yield Finding("clause-not-found", f"原文中找不到条款 {one.id} 的开头“{one.opening}”", place)
    printed = [(clause, numeral.token) for clause, numeral in placed(text, clauses)]
    figures = [one for one in pack.figures if one.document == document.id]
    listed = [(one.clause, one.token) for one in figures]
    matcher = SequenceMatcher(None, printed, listed, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag in ("delete", "replace"):
            place = figures[min(first, len(figures) - 1)].place if figures else document.place
            for clause, token in printed[start:end]:
                message = f"原文第{clause}条的数字“{token}”不在清单里"
                yield Finding("figure-not-listed", message, place)
        if tag in ("insert", "replace"):
            for figure in figures[first:last]:
                message = f"清单里第{figure.clause}条的“{figure.token}”在原文这个位置没有"
                yield Finding("figure-not-in-text", message, figure.place)


# -- worked cases


def check_cases(pack: Pack) -> tuple[Finding, ...]:
    """The worked cases whose answers are not the ones written down."""
    engine = Engine(pack)
    found: list[Finding] = []
    for case in pack.cases:
        found += [
            Finding("case-failed", f"案例 {case.id}：{message}", case.place)
            for message in case_differences(engine, case)
        ]
    return tuple(found)


def case_differences(engine: Engine, case: Case) -> Iterator[str]:
    """What differs between a worked case and the answer, one sentence each."""
    try:
        subject = admit(
            {"subject": case.subject, "facts": dict(case.facts)}, engine.pack.vocabulary
        )
    except SubjectRefused as refused:
        yield from (problem.zh for problem in refused.problems)
        return
    assessment = engine.assess(subject, case.as_of)
    outcomes = {one.rule.id: one for one in assessment.outcomes}
    for rule, expected in case.expect.items():
        if rule not in outcomes:
            yield f"没有规则 {rule}，或它不问这类对象"
        else:
            yield from _outcome_differences(outcomes[rule], expected)
    yield from _whole_differences(assessment, case)


def _outcome_differences(outcome: Outcome, expected: Mapping[str, Any]) -> Iterator[str]:
    found = {
        "status": outcome.status, "nature": outcome.rule.nature, "total": outcome.sums.total,
        "min": outcome.sums.low, "max": outcome.sums.high, "every": outcome.rule.every,
        "per_period": outcome.sums.per_period, "periods": outcome.sums.periods,
    }  # fmt: skip
    for name, value in expected.items():
        if name == "missing":
            absent = [gap for gap in value if gap not in outcome.missing]
            if absent:
                listed = ", ".join(outcome.missing)
                yield f"{outcome.rule.id} 的缺项应含 {', '.join(absent)}，实为 {listed}"
        elif found[name] != value:
            sums = name in ("total", "min", "max", "per_period")
            wanted, got = _said(value, sums), _said(found[name], sums)
            yield f"{outcome.rule.id} 的 {name} 应为 {wanted}，实为 {got}"


def _whole_differences(assessment: Assessment, case: Case) -> Iterator[str]:
    totals = assessment.totals
    found = {"sure": totals.sure, "up_to": totals.up_to, "loan": totals.loan}
    for name, value in case.totals.items():
        if found[name] != value:
            yield f"合计 {name} 应为 {yuan(value)}，实为 {yuan(found[name])}"
    if case.tier and assessment.tier is None:
        yield "没有层次结果"
    elif case.tier and assessment.tier:
        tier = {"value": assessment.tier.value, "possible": list(assessment.tier.possible)}
        for name, value in case.tier.items():
            if tier[name] != value:
                yield f"层次 {name} 应为 {value}，实为 {tier[name]}"


def _said(value: Any, is_sum: bool) -> str:
    return yuan(value) if is_sum and isinstance(value, int) else str(value)
