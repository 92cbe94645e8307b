"""Whether an award's conditions still hold on a day, by what is well known by then.

look(award, pack, facts, on)     ->  Look("met") | Look("unmet", ...) | Look("unknown", missing=...)

Each condition that the decision found met is looked at again with the registry's facts of grade A
and B on that day, by the version of the pack under which it was granted. What is only declared is
asked for: nobody is paid on by a statement that nobody looked at, nobody is cut off by one either.
Conditions from which the decision departed are not held against anybody later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from yanzhen.policy import Pack, SubjectRefused, assess
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.outcome import Step
from yanzhen.policy.pack import Rule
from yanzhen.policy.ruling import facts_of
from yanzhen.policy.vocabulary import Label

EMPLOYMENT = frozenset(
    {"employment_mode", "contract_years", "host_kind", "months_worked_locally_per_year"}
)
"""A rule that asks for one of these wants her employed: the end of employment ends it."""
LEFT = Label("劳动或聘用关系已经结束。", "The employment has ended.")


@dataclass(frozen=True, slots=True)
class Look:
    """What came out; `say` names the conditions, `missing` the facts that nobody has looked at."""

    code: Literal["met", "unmet", "unknown"]
    say: Label | None = None
    missing: tuple[str, ...] = ()

    def plain(self, on: date) -> dict[str, Any]:
        """As it is stored with the payment."""
        found: dict[str, Any] = {"code": self.code, "on": on.isoformat()}
        if self.say is not None:
            found |= {"zh": self.say.zh, "en": self.say.en}
        if self.missing:
            found["missing"] = list(self.missing)
        return found


def asks_for_employment(rule: Rule) -> bool:
    """Whether the rule has a condition about working somewhere."""
    return any(EMPLOYMENT & set(facts_of(one, None)) for one in rule.when)


def look(
    rule: Rule, pack: Pack, kind: str, facts: Mapping[str, Any], on: date,
    excepted: Iterable[str] = (), left: bool = False,
) -> Look:  # fmt: skip
    """The rule's conditions on a day, with these facts."""
    if left:
        return Look("unmet", LEFT)
    known = pack.vocabulary.facts_of(kind)
    taken = {name: value for name, value in facts.items() if name in known}
    try:
        found = assess(pack, {"subject": kind, "facts": taken}, on).outcome(rule.id)
    except SubjectRefused as refused:
        problem = refused.problems[0]
        return Look("unknown", Label(problem.zh, problem.en), (problem.fact or "",))
    past = frozenset(excepted)
    steps = [one for one in found.because if one.condition.text not in past]
    if unmet := [one for one in steps if one.truth is False]:
        return Look("unmet", _said(pack, unmet, "不再符合：", "No longer met: "))
    if open_ := [one for one in steps if one.truth is None]:
        missing = tuple(
            dict.fromkeys(name for one in open_ for name in one.names if name not in taken)
        )
        return Look("unknown", _said(pack, open_, "需要核实：", "To be verified: "), missing)
    return Look("met")


def _said(pack: Pack, steps: Iterable[Step], zh: str, en: str) -> Label:
    in_zh, in_en = explainer_for("zh", pack), explainer_for("en", pack)
    listed = list(steps)
    return Label(
        zh + "；".join(in_zh.condition(one.condition) for one in listed),
        en + "; ".join(in_en.condition(one.condition) for one in listed),
    )


def labels_of(pack: Pack, facts: Iterable[str]) -> Label:
    """The facts that are missing, in words."""
    in_zh, in_en = explainer_for("zh", pack), explainer_for("en", pack)
    names = list(facts)
    return Label(
        "、".join(in_zh.fact_label(one) for one in names),
        ", ".join(in_en.fact_label(one) for one in names),
    )
