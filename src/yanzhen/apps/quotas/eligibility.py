"""Whether somebody may have something of a pool, by the rules that the pack names for it.

look(pool, 7, today)     ->  Look("yes") | Look("no", ...) | Look("unknown", missing=...)

Unknown is not no: what nobody has verified is asked for. Where the document sets no condition the
answer is "unsaid", and the office decides. What the text excludes beside it (a rent subsidy of whom
rents no flat) comes from the rules as well: those that cannot be met by whoever has one (`fact`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.apps.quotas.models import Pool, Request
from yanzhen.apps.registry.service import Grade, SubjectKind, access_subject, facts_of_many
from yanzhen.policy import Outcome, Pack, SubjectRefused, assess
from yanzhen.policy import Pool as PackPool
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.ruling import facts_of
from yanzhen.policy.vocabulary import EMPTY, Label

Answer = Literal["yes", "no", "unknown", "unsaid"]
UNSAID = Label("文件没有写资格条件。", "The document sets no condition.")
MET = Label("符合文件写明的条件。", "The conditions of the document are met.")


@dataclass(frozen=True, slots=True)
class Look:
    """What came out; `say` names what is not met, or what nobody has verified."""

    code: Answer
    say: Label = EMPTY
    missing: tuple[str, ...] = ()


def look(pool: Pool, subject_id: int, on: date, at_least: Grade = Grade.D, kind: str = "") -> Look:
    """The pool's rules on what the registry knows of the subject, of this grade or better."""
    pack, said = in_pack(pool)
    if pack is None or said is None:
        return Look("unsaid", UNSAID)
    with act_as(SYSTEM):
        kind = kind or access_subject(SYSTEM, subject_id).kind
        rules = [one for one in said.rules if pack.rules[one].subject == kind]
        if not rules:
            return Look("unsaid", UNSAID)
        known = facts_of_many([subject_id], on, pool.city, at_least).get(subject_id, {})
    return _looked(pack, kind, known, rules, on)


def look_at(request: Request, on: date, at_least: Grade) -> Look | None:
    """The same for a request; None where it is for nobody yet."""
    if request.subject_id is not None:
        kind = SubjectKind.PERSON.value
        return look(request.pool, request.subject_id, on, at_least, kind)
    if request.employer_id is not None:
        return look(request.pool, request.employer_id, on, at_least)
    return None


def in_pack(pool: Pool) -> tuple[Pack | None, PackPool | None]:
    """The pack in force, and what it says of the pool."""
    pack = pack_of(pool.city)
    return pack, said_of(pack, pool)


def pack_of(city: str) -> Pack | None:
    """The pack in force in a city, if there is one."""
    try:
        return published_pack(city)
    except NotPublished:
        return None


def said_of(pack: Pack | None, pool: Pool) -> PackPool | None:
    """The pack's entry of a pool; none where the office opened it by a clause."""
    pools = pack.funding.pools if pack is not None else ()
    return next((one for one in pools if one.id == pool.pack_pool), None)


def excluded_rules(pool: Pool, on: date) -> tuple[str, ...]:
    """The rules that nobody can meet who has something of this pool."""
    pack, said = in_pack(pool)
    if pack is None or said is None or said.fact is None:
        return ()
    having = assess(pack, {"subject": SubjectKind.PERSON.value, "facts": {said.fact: True}}, on)
    return tuple(
        one.rule.id
        for one in having.outcomes
        if one.status == "ineligible"
        and any(said.fact in facts_of(condition, None) for condition in one.rule.when)
    )


def _looked(
    pack: Pack, kind: str, known: Mapping[str, Any], rules: Iterable[str], on: date
) -> Look:
    terms = pack.vocabulary.facts_of(kind)
    taken = {name: value for name, value in known.items() if name in terms}
    try:
        assessment = assess(pack, {"subject": kind, "facts": taken}, on)
    except SubjectRefused as refused:
        return Look("unknown", Label(refused.problems[0].zh, refused.problems[0].en))
    found = [assessment.outcome(one) for one in rules]
    if any(one.status == "eligible" for one in found):
        return Look("yes", MET)
    if all(one.status == "ineligible" for one in found):
        return Look("no", _said(pack, found, False, "不符合：", "Not met: "))
    open_ = [one for one in found if one.status != "ineligible"]
    steps = (step for one in open_ for step in one.because if step.truth is None)
    missing = dict.fromkeys(name for step in steps for name in step.names if name not in taken)
    say = _said(pack, open_, None, "需要核实：", "To be verified: ")
    return Look("unknown", say, tuple(missing))


def _said(pack: Pack, found: Iterable[Outcome], truth: bool | None, zh: str, en: str) -> Label:
    in_zh, in_en = explainer_for("zh", pack), explainer_for("en", pack)
    conditions = [s.condition for one in found for s in one.because if s.truth is truth]
    return Label(
        zh + "；".join(dict.fromkeys(in_zh.condition(one) for one in conditions)),
        en + "; ".join(dict.fromkeys(in_en.condition(one) for one in conditions)),
    )
