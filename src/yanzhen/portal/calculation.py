"""One turn of the calculator: from a posted form to all that its page shows.

turn = take_turn(pack, posted, today, "zh")
turn.questions, turn.results
"""

from dataclasses import dataclass
from datetime import date

from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal import asking, questions, recap, results
from yanzhen.portal.form import ONWARD, Posted
from yanzhen.portal.sitting import Sitting, sit
from yanzhen.portal.words import say

SAME_PAGE = ("stay", "add", "drop", "live")


@dataclass(frozen=True)
class Decision:
    """What an authority decides and would settle something."""

    fact: str
    label: str


@dataclass(frozen=True)
class Turn:
    """What the calculator page shows after one turn."""

    who: str
    state: str
    asked: str
    page_title: str
    questions: tuple[questions.Question, ...]
    left: int
    is_edit: bool
    can_go_back: bool
    can_say_none: bool
    given: tuple[recap.Given, ...]
    passed_over: tuple[recap.Given, ...]
    decisions: tuple[Decision, ...]
    can_enter_sums: bool
    results: results.Results
    shared: str
    unshared: str
    dropped: int


def take_turn(pack: Pack, posted: Posted, as_of: date, language: Language) -> Turn:
    """The answers assessed, the next questions chosen, everything put into words."""
    sitting = sit(pack, posted.answers, as_of)
    page = _page(sitting, posted) or asking.Page("", ())
    listed = questions.questions(sitting, page, language)
    found = results.results(sitting, language)
    shared, private = sitting.answers.shared(pack.vocabulary)
    return Turn(
        who=sitting.answers.who,
        state=sitting.answers.line(),
        asked=" ".join(page.facts),
        page_title=questions.title(sitting, page, language),
        questions=listed,
        left=len(asking.worth_asking(sitting)),
        is_edit=posted.action in ("edit", "back"),
        can_go_back=bool(sitting.answers.trail),
        can_say_none=sum(one.is_records and not one.entries for one in listed) > 1,
        given=recap.given(sitting, language),
        passed_over=recap.passed_over(sitting, language),
        decisions=_decisions(sitting, language),
        can_enter_sums=any(one.key == "up_to" for one in found.sections),
        results=found,
        shared=shared.line(),
        unshared=say("comma", language).join(
            sitting.fact(name).label.say(language) for name in private
        ),
        dropped=posted.dropped,
    )


def _page(sitting: Sitting, posted: Posted) -> asking.Page | None:
    """The questions that are due."""
    if posted.action in SAME_PAGE or (posted.action in ONWARD and _slips(sitting, posted.asked)):
        return asking.page_of(sitting, posted.asked)
    if posted.action in ("edit", "back"):
        return asking.page_of(sitting, posted.asked) if posted.asked else asking.next_page(sitting)
    if posted.action == "decided":
        due = asking.decisions(sitting)
        return asking.page_of(sitting, due) if due else asking.next_page(sitting)
    return asking.next_page(sitting)


def _slips(sitting: Sitting, asked: tuple[str, ...]) -> bool:
    """Whether something on the page does not fit."""
    return any(path.split(".")[0] in asked for path in sitting.errors)


def _decisions(sitting: Sitting, language: Language) -> tuple[Decision, ...]:
    return tuple(
        Decision(name, sitting.fact(name).label.say(language)) for name in asking.decisions(sitting)
    )
