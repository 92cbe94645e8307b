"""Recognition's public face.

take_up("XIANGTAN-2026-000123")                    what follows when the case takes effect
current(subject_id, "xiangtan", date(2026, 5, 1))  in which tier she was on that day
enter(acting=..., city=..., ...)                   an employer's own recognition, already checked
proposal_for(pack, facts, today)                   where facts place her, and what is missing above
open_proceeding(zhou, "R-...", Wanted(...))        lower, withdraw, end: told, heard, decided
start_rerun(zhou, "xiangtan", draft)               a new catalogue tried on everybody
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.accounts.service import current as acting_now
from yanzhen.apps.jobs.service import Standing
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.recognition import access, queries, showing
from yanzhen.apps.recognition.actions import (
    proceeding,
    proposing,
    rerunning,
    setting,
    taking_up,
)
from yanzhen.apps.recognition.actions.proceeding import AIMS, Wanted
from yanzhen.apps.recognition.errors import NoSuchRecognition, RecognitionRefused, Refusal
from yanzhen.apps.recognition.levels import (
    catalogue_facts,
    catalogue_kind,
    kind_named,
    kinds_of_item,
    label_of,
    lower_than,
)
from yanzhen.apps.recognition.levels import placed_by as proposal_for
from yanzhen.apps.recognition.models import Proceeding, Proposal, Recognition
from yanzhen.apps.recognition.queries import Filters, in_force
from yanzhen.apps.recognition.seats import service as seats
from yanzhen.apps.recognition.shown import (
    InForce,
    MoverShown,
    Page,
    ProceedingShown,
    ProposalShown,
    RecognitionShown,
    RerunShown,
    StepShown,
    TermShown,
)
from yanzhen.apps.recognition.words import labels
from yanzhen.policy.vocabulary import Label

__all__ = [
    "AIMS", "AIM_LABELS", "HEARD", "SOURCES", "STATES", "WAYS", "Filters", "InForce",
    "MoverShown",
    "NoSuchRecognition", "Page", "ProceedingShown", "ProposalShown", "RecognitionRefused",
    "RecognitionShown", "Refusal", "RerunShown", "StepShown", "TermShown", "Wanted", "answer",
    "catalogue_facts", "catalogue_kind", "current", "decide", "dismiss", "drop", "enter",
    "hear", "how_many", "in_force", "kind_named", "kinds_of_item", "label_of", "levels_below",
    "mine", "movers", "my_proceeding", "my_proceedings", "open_proceeding", "open_proceedings",
    "proceeding_of", "proceedings_of", "proposal_for", "proposals", "propose_movers",
    "recognition", "recognition_numbered", "recognitions", "recognitions_of", "rerun", "reruns",
    "seats", "set_term", "start_rerun", "steps", "take_up", "tell", "terms",
]  # fmt: skip

STATES: Mapping[str, Label] = labels(Recognition.State)
WAYS: Mapping[str, Label] = labels(Proceeding.Way)
AIM_LABELS: Mapping[str, Label] = labels(Proceeding.Aim)
HEARD: Mapping[str, Label] = labels(Proceeding.Heard)
SOURCES: Mapping[str, Label] = labels(Proposal.Source)


# ---------------------------------------------------------------- for other apps


def take_up(case_number: str) -> tuple[str, ...]:
    """The numbers of the recognitions of a case in effect; called again it changes nothing."""
    return tuple(one.number for one in taking_up.take_up(number=case_number))


def enter(
    *, acting: Actor, city: str, tenant_id: int, kind: str, level: str, subject_id: int,
    employer_id: int, clause: str, reason: str, basis: str = "", on: date | None = None,
) -> RecognitionShown:  # fmt: skip
    """What an employer has recognised; that it may and has a seat, the caller has settled.

    Run it in the caller's transaction. RecognitionRefused where the same or a higher level is in
    force, or the kind knows no such level.
    """
    made = taking_up.enter(
        acting=acting, city=city, tenant_id=tenant_id, kind=kind, level=level,
        subject_id=subject_id, employer_id=employer_id, clause=clause, reason=reason, basis=basis,
        on=on,
    )  # fmt: skip
    return showing.rows_of(acting, [made])[0]


def recognition(actor: Actor, key: int) -> RecognitionShown:
    """A recognition by its id; NoSuchRecognition when it is not there for her."""
    return showing.rows_of(actor, [access.access_recognition_by_id(actor, key)])[0]


def recognition_numbered(actor: Actor, number: str) -> RecognitionShown:
    """A recognition by its number."""
    return showing.rows_of(actor, [access.access_recognition(actor, number)])[0]


def recognitions_of(subject_id: int, on: date | None = None) -> tuple[RecognitionShown, ...]:
    """All of a person's as far as whoever acts sees them; those in force on a day where given."""
    actor = acting_now()
    rows = queries.of_subject(actor, subject_id)
    return showing.rows_of(actor, rows if on is None else queries.holding(rows, on))


def current(subject_id: int, city: str, on: date) -> tuple[RecognitionShown, ...]:
    """Those in force in a city on a day."""
    return tuple(one for one in recognitions_of(subject_id, on) if one.city == city)


# ---------------------------------------------------------------- registers


def recognitions(
    actor: Actor, wanted: Filters, page: int = 1, size: int = queries.SIZE
) -> Page[RecognitionShown]:
    """The register as she sees it, narrowed, the latest first."""
    rows = queries.listed(actor, wanted)
    first = max(page - 1, 0) * size
    return Page(showing.rows_of(actor, rows[first : first + size]), queries.counted(rows))


def how_many(actor: Actor, wanted: Filters) -> int:
    """How many of these she sees; counted no further than a list counts."""
    return queries.counted(queries.listed(actor, wanted))


def mine(actor: Actor) -> tuple[RecognitionShown, ...]:
    """Her own, the latest first."""
    return showing.rows_of(actor, queries.own(actor))


def steps(actor: Actor, number: str) -> tuple[StepShown, ...]:
    """The life of a recognition, as far as it is there for her."""
    return showing.steps_of(actor, access.access_recognition(actor, number))


def levels_below(shown: RecognitionShown) -> Sequence[tuple[str, Label]]:
    """The levels to which it could be lowered."""
    pack = published_pack(shown.city)
    kind = kind_named(pack, shown.kind)
    below = lower_than(kind, shown.level) if kind else ()
    return tuple((one, label_of(pack, kind, one)) for one in below)


# ---------------------------------------------------------------- proceedings


def open_proceeding(actor: Actor, recognition: str, wanted: Wanted) -> str:
    """Open one; its number. RecognitionRefused with everything that is wrong with it."""
    made = proceeding.open_proceeding(acting=actor, recognition=recognition, wanted=wanted)
    return made.number


def tell(actor: Actor, number: str, answer_by: date) -> None:
    """The person is told, and by when she can answer."""
    proceeding.tell(acting=actor, number=number, answer_by=answer_by)


def answer(actor: Actor, number: str, text: str, waives: bool = False) -> None:
    """The person's own statement, or that she waives it."""
    proceeding.answer(acting=actor, number=number, text=text, waives=waives)


def hear(actor: Actor, number: str, how: str, on: date, minutes: str) -> None:
    """She was heard at the office, with minutes."""
    proceeding.hear(acting=actor, number=number, how=how, on=on, minutes=minutes)


def decide(actor: Actor, number: str, reason: str) -> None:
    """Another person decides so, and it takes effect."""
    proceeding.decide(acting=actor, number=number, reason=reason)


def drop(actor: Actor, number: str, reason: str) -> None:
    """Nothing changes."""
    proceeding.drop(acting=actor, number=number, reason=reason)


def proceeding_of(actor: Actor, number: str) -> ProceedingShown:
    """A proceeding of her places, with what she may do."""
    found = access.access_proceeding(actor, number)
    if found.tenant_id not in actor.tenants:
        raise NoSuchRecognition(number)
    return showing.proceedings_of(actor, [found])[0]


def proceedings_of(actor: Actor, number: str) -> tuple[ProceedingShown, ...]:
    """Those about a recognition that she sees."""
    rows = queries.proceedings(actor).filter(recognition__number=number)
    return showing.proceedings_of(actor, rows)


def open_proceedings(actor: Actor) -> tuple[ProceedingShown, ...]:
    """Those of her places that are not decided."""
    rows = queries.open_proceedings(actor).filter(tenant__in=actor.tenants)
    return showing.proceedings_of(actor, rows[: queries.SIZE])


def my_proceedings(actor: Actor) -> tuple[ProceedingShown, ...]:
    """Those about herself that she was told of."""
    return showing.proceedings_of(actor, queries.own_proceedings(actor))


def my_proceeding(actor: Actor, number: str) -> ProceedingShown:
    """One about herself; NoSuchRecognition otherwise."""
    found = showing.proceedings_of(actor, queries.own_proceedings(actor).filter(number=number))
    if not found:
        raise NoSuchRecognition(number)
    return found[0]


# ---------------------------------------------------------------- terms, proposals, re-runs


def terms(cities: Collection[str]) -> tuple[TermShown, ...]:
    """What these cities have entered, each kind's latest."""
    return tuple(showing.term_shown(one) for one in queries.terms(cities))


def set_term(
    actor: Actor, city: str, kind: str, valid_months: int | None, recheck_months: int | None,
    basis: str,
) -> None:  # fmt: skip
    """From now on recognitions of this kind are made with this term."""
    setting.set_term(
        acting=actor, city=city, kind=kind, valid_months=valid_months,
        recheck_months=recheck_months, basis=basis,
    )  # fmt: skip


def proposals(
    actor: Actor, state: str = "", page: int = 1, size: int = queries.SIZE
) -> Page[ProposalShown]:
    """What is to be looked into in her places."""
    rows = queries.proposals(actor, state)
    first = max(page - 1, 0) * size
    return Page(showing.proposals_of(actor, rows[first : first + size]), queries.counted(rows))


def dismiss(actor: Actor, proposal: int, reason: str) -> None:
    """It was looked into, and nothing changes."""
    proposing.dismiss(acting=actor, proposal=proposal, reason=reason)


def start_rerun(actor: Actor, city: str, draft: str) -> tuple[int, Standing]:
    """A new catalogue tried on everybody, in the background; the run's id."""
    run, standing = rerunning.start_rerun(acting=actor, city=city, draft=draft)
    return run.pk, standing


def reruns(actor: Actor) -> tuple[RerunShown, ...]:
    return tuple(showing.rerun_shown(actor, one) for one in queries.reruns(actor)[: queries.SIZE])


def rerun(actor: Actor, key: int) -> RerunShown:
    return showing.rerun_shown(actor, access.access_rerun(actor, key))


def movers(
    actor: Actor, key: int, before: str = "", after: str = "", page: int = 1,
    size: int = queries.SIZE,
) -> Page[MoverShown]:  # fmt: skip
    """Who would move, those with a recognition first."""
    run = access.access_rerun(actor, key)
    rows = queries.movers(actor, run, before, after)
    first = max(page - 1, 0) * size
    listed = list(rows[first : first + size])
    return Page(showing.movers_of(run, listed), queries.counted(rows))


def propose_movers(actor: Actor, key: int, movers: Collection[int] | None = None) -> int:
    """These, or all who have a recognition, are to be looked into; how many are new."""
    return rerunning.propose_movers(acting=actor, rerun=key, movers=movers)
