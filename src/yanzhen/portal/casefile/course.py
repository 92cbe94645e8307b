"""The course of a case: what was, what is going on, what comes.

    course(shown, pack, "zh")       ->  Timeline(turn, moments)

Whoever applies reads which department acted, not which clerk.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yanzhen.apps.cases.service import CaseShown, StepShown, WorkShown
from yanzhen.policy import Lifecycle, Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.due import due_of_case, due_of_work
from yanzhen.portal.kit.due import due_badge
from yanzhen.portal.kit.known import as_typed
from yanzhen.portal.kit.timeline import Moment, Stand, Timeline, Turn
from yanzhen.portal.readable import day
from yanzhen.portal.recap import said
from yanzhen.portal.words import say

SPOKEN = ("reason", "opinion", "answer", "conclusion", "result", "unit")
APPLICANTS = frozenset({"submit", "supplement", "withdraw", "satisfied", "dissatisfied"})


def course(shown: CaseShown, pack: Pack, language: Language) -> Timeline:
    """The line of a case, with whose turn it is."""
    moments = [_past(one, pack, shown, language) for one in shown.steps]
    if shown.row.is_open:
        moments.append(_present(shown, language))
        moments += _ahead(lifecycle_of(shown, pack), shown.row.state, language)
    elif moments:
        moments[-1] = _ended(moments[-1], shown, language)
    return Timeline(turn_of(shown, language), tuple(moments))


def turn_of(shown: CaseShown, language: Language, href: str = "", action: str = "") -> Turn | None:
    """Whose turn it is and until when; nobody's once the case is closed."""
    if not shown.row.is_open:
        return None
    mine = shown.row.turn == "applicant"
    due = due_of_case(shown)
    until = say("turn_until", language, day=day(due.on, language)) if due.on else ""
    yours = mine and not shown.is_staff_view
    whose = say("turn_of", language, who=shown.waits_on.say(language))
    return Turn(
        say("turn_yours", language) if yours else whose, until,
        due_badge(due, language), mine, _caution(shown, language), action, href,
    )  # fmt: skip


def lifecycle_of(shown: CaseShown, pack: Pack) -> Lifecycle:
    """The lifecycle that the case began with; a place may have added a publicity period."""
    return pack.lifecycles[shown.lifecycle]


def moment_said(moment: datetime, language: Language) -> str:
    """A day with its hour: 2026年11月28日 09:30."""
    local = timezone.localtime(moment)
    return f"{day(local.date(), language)} {local:%H:%M}"


def _caution(shown: CaseShown, language: Language) -> str:
    return shown.caution.say(language) if shown.caution else ""


def _past(step: StepShown, pack: Pack, shown: CaseShown, language: Language) -> Moment:
    for_staff = shown.is_staff_view
    department = step.department.say(language) if step.department else ""
    by_applicant = step.action in APPLICANTS and not department
    who = department or (say("by_applicant", language) if by_applicant else "")
    # Her name stands masked before staff who do not work on the case, here as above.
    if for_staff and (shown.handles or not by_applicant):
        who = say("comma", language).join(one for one in (department, step.by) if one)
    return Moment(
        step.label.say(language), moment_said(step.at, language), who, _told(step.told, language),
        details=tuple(_details(step.told, pack, for_staff, language)),
    )  # fmt: skip


def _told(told: Mapping[str, Any], language: Language) -> str:
    lines = [str(told[name]) for name in SPOKEN if told.get(name)]
    if until := told.get("until"):
        lines.append(say("published_until", language, day=day(date.fromisoformat(until), language)))
    if told.get("at_window"):
        lines.append(say("received_at_window", language))
    return say("semicolon", language).join(lines)


def _details(
    told: Mapping[str, Any], pack: Pack, for_staff: bool, language: Language
) -> Iterator[str]:
    """What was asked for; what was found, and for staff what it rests on."""
    yield from (str(one) for one in told.get("supplements", ()))
    fact = pack.vocabulary.facts.get(told.get("finding", ""))
    if fact is None:
        return
    value = said(fact, as_typed(fact, told["value"]), language)
    yield say("found", language, label=fact.label.say(language), value=value)
    if for_staff:
        yield say("found_seen", language, seen=told["seen"])


def _present(shown: CaseShown, language: Language) -> Moment:
    stand: Stand = "stopped" if shown.row.stopped else "now"
    lines = tuple(_work_line(one, language) for one in shown.works if one.state == "open")
    return Moment(
        shown.row.state_label.say(language), who=shown.waits_on.say(language), stand=stand,
        badge=due_badge(due_of_case(shown), language), details=lines if len(lines) > 1 else (),
    )  # fmt: skip


def _work_line(work: WorkShown, language: Language) -> str:
    due = due_badge(due_of_work(work), language).text
    return say("work_line", language, who=work.department.say(language), due=due)


def _ahead(life: Lifecycle, state: str, language: Language) -> Iterator[Moment]:
    """The states to come when all goes well; unknown while somebody supplements."""
    seen = {state}
    following = life.states[state].then
    while following and following not in seen:
        seen.add(following)
        yield Moment(life.states[following].label.say(language), stand="next")
        following = life.states[following].then


def _ended(last: Moment, shown: CaseShown, language: Language) -> Moment:
    label = shown.row.state_label.say(language)
    return Moment(label, last.when, last.who, last.note, "end", details=last.details)
