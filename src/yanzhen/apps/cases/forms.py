"""The form of a draft: what the item asks, what is known already, which papers are wanted.

A fact that the registry holds well enough (issued, or verified at a window) is shown and not
asked again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.access import access_own_draft
from yanzhen.apps.cases.errors import Refusal
from yanzhen.apps.cases.items import item_of, title_of
from yanzhen.apps.cases.prechecking import IN_WORDS, precheck
from yanzhen.apps.cases.showing import draft_shown, material_shown
from yanzhen.apps.cases.shown import DraftShown, MaterialShown
from yanzhen.apps.policies.service import published_pack
from yanzhen.policy import Assessment, facts_of_item, materials_of_item
from yanzhen.policy.service_item import Material as Wanted
from yanzhen.policy.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Question:
    """One fact of the form; `is_settled`: known well enough, so that it is not asked."""

    fact: Fact
    value: Any
    grade: str
    source: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that is asked for, with the files that were uploaded for it."""

    wanted: Wanted
    files: tuple[MaterialShown, ...]
    is_missing: bool


@dataclass(frozen=True, slots=True)
class FormShown:
    """A draft with its questions and papers, and what a submission would meet with."""

    draft: DraftShown
    questions: tuple[Question, ...]
    papers: tuple[Paper, ...]
    others: tuple[MaterialShown, ...]
    in_words: bool
    blocks: tuple[Refusal, ...]
    warns: tuple[Refusal, ...]
    assessment: Assessment | None
    rules: tuple[str, ...]


def form_of(actor: Actor, draft: str, on: date) -> FormShown:
    """The form of one's own draft."""
    found = access_own_draft(actor, draft)
    pack = published_pack(found.city)
    item = item_of(pack, found.item)
    checked = precheck(found, on, pack)
    labels = {one.id: one.label for one in materials_of_item(pack, item)}
    files = [material_shown(m, labels) for m in checked.materials]
    questions = []
    for fact in facts_of_item(pack, item):
        one = checked.known.get(fact.id)
        questions.append(
            Question(fact, one.value, one.grade, one.source, one.is_settled)
            if one
            else Question(fact, found.answers.get(fact.id), "", "", False)
        )
    return FormShown(
        draft=draft_shown(found, title_of(pack, item)),
        questions=tuple(questions),
        papers=tuple(
            Paper(
                one,
                tuple(f for f in files if f.asked == one.id),
                one.id in checked.missing_materials,
            )
            for one in materials_of_item(pack, item)
        ),
        others=tuple(f for f in files if f.asked not in labels),
        in_words=item.kind in IN_WORDS,
        blocks=checked.blocks,
        warns=checked.warns,
        assessment=checked.assessment,
        rules=item.rules,
    )
