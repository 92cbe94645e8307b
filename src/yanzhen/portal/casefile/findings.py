"""What only an office can find on a case: what is known of it, and the form to record it.

findings(shown, pack, known, "zh")     ->  (Finding("人才绿卡审批", value="等待认定", field=...),)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from yanzhen.apps.cases.service import CaseShown
from yanzhen.policy import Pack, decisions_of_item
from yanzhen.policy.vocabulary import Fact, Language
from yanzhen.portal.kit.known import Known, line_of
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.questions import Field, field_of

ISSUED = "A"
ON_RECORD = frozenset({"A", "B"})
NOTHING = QueryDict()


@dataclass(frozen=True)
class Finding:
    """One finding; `field` is empty where she cannot record it."""

    fact: str
    label: str
    value: str = ""
    grade: Badge | None = None
    source: str = ""
    field: Field | None = None
    seen: str = ""
    is_tried: bool = False


def findings(
    shown: CaseShown, pack: Pack, known: Mapping[str, Known], language: Language,
    tried: QueryDict = NOTHING,
) -> tuple[Finding, ...]:  # fmt: skip
    """The findings of the item; `tried` is a form that was not taken, shown as it was filled in."""
    item = pack.services.get(shown.row.item)
    if item is None or shown.subject_id is None:
        return ()
    return tuple(_findings(shown, pack, known, language, tried, decisions_of_item(pack, item)))


def _findings(
    shown: CaseShown, pack: Pack, known: Mapping[str, Known], language: Language,
    tried: QueryDict, facts: tuple[Fact, ...],
) -> Iterator[Finding]:  # fmt: skip
    for fact in facts:
        made = Finding(fact.id, fact.label.say(language))
        kept = known.get(fact.id)
        if kept is not None and kept.grade in ON_RECORD:
            line = line_of(fact, kept, language)
            made = replace(made, value=line.value, grade=line.grade, source=line.source)
        is_issued = kept is not None and kept.grade == ISSUED
        # Sums are settled by the decision itself, never one by one.
        if shown.has_work and fact.type != "records" and not is_issued:
            made = _with_form(made, fact, pack, tried, language)
        yield made


def _with_form(
    made: Finding, fact: Fact, pack: Pack, tried: QueryDict, language: Language
) -> Finding:
    mine = tried.get("fact") == fact.id
    typed = tried.getlist(f"a.{fact.id}") if mine else []
    field = replace(field_of(fact, pack, typed, language), ask=made.label)
    return replace(made, field=field, seen=tried.get("seen", "") if mine else "", is_tried=mine)
