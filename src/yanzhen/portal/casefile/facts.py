"""What is known of the subject of a case, and what the item's rules say of it.

known(shown, pack, actor)          ->  the registry's facts and the form's, the better grade first
traces(shown, pack, known, "zh")   ->  each rule of the item, condition by condition
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.service import CaseShown
from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack, SubjectRefused, assess, facts_of_item
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit.known import FactLine, Known, fact_line
from yanzhen.portal.kit.ruled import Ruled, ruled
from yanzhen.portal.words import say

DECLARED = "D"
ON_RECORD = frozenset({"A", "B"})


@dataclass(frozen=True)
class Changed:
    """A fact in words: as it was on the day of the application, as it is today."""

    label: str
    before: str
    after: str


def known(shown: CaseShown, actor: Actor) -> dict[str, Known]:
    """The facts of the case's subject on the day it was submitted, as far as they are shown."""
    found = _on_record(shown, actor, timezone.localdate(shown.row.submitted_at))
    for name, value in shown.answers.items():
        if name not in found or found[name].grade not in ON_RECORD:
            found[name] = Known(name, value, DECLARED)
    return found


def _on_record(shown: CaseShown, actor: Actor, on: date) -> dict[str, Known]:
    if shown.subject_id is None:
        return {}
    kept = registry.shown_facts(actor, shown.subject_id, on, shown.city)
    return {
        name: Known(name, one.value, str(one.grade), one.source, one.valid_from, one.valid_until)
        for name, one in kept.items()
    }


def changed_since(
    shown: CaseShown, pack: Pack, facts: Mapping[str, Known], actor: Actor, language: Language
) -> tuple[Changed, ...]:
    """What is on record (grade A or B) otherwise than on the day of the application, while it can
    still matter: a recognition that was withdrawn, an employment that ended."""
    item, today = pack.services.get(shown.row.item), timezone.localdate()
    if item is None or not shown.row.is_open or timezone.localdate(shown.row.submitted_at) >= today:
        return ()
    current = _on_record(shown, actor, today)
    names = [one.id for one in facts_of_item(pack, item)]
    pairs = ((name, facts.get(name), current.get(name)) for name in names)
    return tuple(
        Changed(
            pack.vocabulary.facts[name].label.say(language),
            _value(pack, was, language), _value(pack, now, language),
        )
        for name, was, now in pairs if _differs(was, now)
    )  # fmt: skip


def _differs(was: Known | None, now: Known | None) -> bool:
    """What was declared and is not on record today is no change."""
    if now is None:
        return was is not None and was.grade in ON_RECORD
    sure = now.grade in ON_RECORD or (was is not None and was.grade in ON_RECORD)
    return sure and (was is None or was.value != now.value)


def _value(pack: Pack, one: Known | None, language: Language) -> str:
    if one is None:
        return say("case_since_none", language)
    return fact_line(pack.vocabulary, one, language).value


def fact_lines(
    shown: CaseShown, pack: Pack, facts: Mapping[str, Known], language: Language
) -> tuple[FactLine, ...]:
    """Those that the item looks at, in words."""
    item = pack.services.get(shown.row.item)
    names = [one.id for one in facts_of_item(pack, item)] if item else []
    return tuple(
        fact_line(pack.vocabulary, _with_source(facts[name], language), language)
        for name in names
        if name in facts
    )


def traces(
    shown: CaseShown, pack: Pack, kind: str, facts: Mapping[str, Known], language: Language
) -> tuple[Ruled, ...]:
    """What each rule of the item says of these facts; nothing where they cannot be taken in."""
    item = pack.services.get(shown.row.item)
    if item is None or not item.rules:
        return ()
    listed = pack.vocabulary.facts_of(kind)
    values = {name: one.value for name, one in facts.items() if name in listed}
    on = timezone.localdate(shown.row.submitted_at)
    try:
        found = assess(pack, {"subject": kind, "facts": values}, as_of=on)
    except SubjectRefused:
        return ()
    explainer = explainer_for(language, pack)
    rules = [one for one in item.rules if pack.rules[one].subject == kind]
    return tuple(ruled(found.outcome(one), explainer) for one in rules)


def _with_source(one: Known, language: Language) -> Known:
    """A declared fact that has no source of its own comes from the form."""
    if one.grade == DECLARED and not one.source:
        return replace(one, source=say("source_form", language))
    return one
