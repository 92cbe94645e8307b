"""What is known of the subject of a case, and what the item's rules say of it.

known(shown, pack, actor)          ->  the registry's facts and the form's, the better grade first
traces(shown, pack, known, "zh")   ->  each rule of the item, condition by condition
"""

from collections.abc import Mapping
from dataclasses import replace

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


def known(shown: CaseShown, actor: Actor) -> dict[str, Known]:
    """The facts of the case's subject on the day it was submitted, as far as they are shown."""
    on = timezone.localdate(shown.row.submitted_at)
    found: dict[str, Known] = {}
    if shown.subject_id is not None:
        kept = registry.shown_facts(actor, shown.subject_id, on, shown.city)
        found = {
            name: Known(
                name, one.value, str(one.grade), one.source, one.valid_from, one.valid_until
            )
            for name, one in kept.items()
        }
    for name, value in shown.answers.items():
        if name not in found or found[name].grade not in ON_RECORD:
            found[name] = Known(name, value, DECLARED)
    return found


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
