"""What an applicant was asked for and has not sent yet.

open_supplement(shown, "zh")    ->  Asked(items=("户口簿首页",), note="看不清", when=...)
"""

from dataclasses import dataclass

from yanzhen.apps.cases.service import CaseShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said

SUPPLEMENT = "supplement"
"""The action by which it is handed in, by her or for her."""


@dataclass(frozen=True)
class Asked:
    """The request that is open."""

    items: tuple[str, ...]
    note: str
    when: str


def open_supplement(shown: CaseShown, language: Language) -> Asked | None:
    """Where she may hand something in now; nothing for whoever may not."""
    if SUPPLEMENT not in {one.action for one in shown.actions}:
        return None
    for one in shown.supplements:
        if one.answered_at is None:
            return Asked(one.items, one.note, moment_said(one.asked_at, language))
    return None
