"""A claim in words, the same for the office and for the payee."""

from collections.abc import Iterator
from dataclasses import dataclass

from yanzhen.apps.claims.service import ClaimRow, ClaimShown, PartShown, StepShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.timeline import Moment, Stand, Timeline
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import say

TONES = {"proposed": "warn", "open": "warn", "repaying": "lake", "repaid": "good"}
STOPS = frozenset({"asked_written_off", "asked_withdrawn"})
ENDS = frozenset({"written_off", "withdrawn"})


@dataclass(frozen=True)
class PartLine:
    """A part of the plan, or a payment that came."""

    when: str
    sum: str
    note: str = ""
    badge: Badge | None = None


def state_badge(row: ClaimRow, language: Language, office: bool = True) -> Badge:
    """Where it stands; for the office, what a second person has to look at stands out."""
    if row.asks and office:
        return Badge(say("claims_asks", language), "warn", "alert-triangle")
    return Badge(row.state_label.say(language), TONES.get(row.state, "plain"))


def due_badge(row: ClaimRow, language: Language) -> Badge | None:
    """By when the next part is to be paid; nothing without a plan."""
    if row.due_on is None:
        return None
    text = day(row.due_on, language)
    if row.late:
        return Badge(say("claims_late", language, day=text), "bad", "alert-triangle")
    return Badge(text)


def parts_of(shown: ClaimShown, language: Language) -> list[PartLine]:
    return [
        PartLine(day(one.due_on, language), money(one.fen, language), *_stand(one, language))
        for one in shown.parts
    ]


def _stand(part: PartShown, language: Language) -> tuple[str, Badge]:
    if not part.missing_fen:
        return "", Badge(say("claims_covered", language), "good", "check")
    note = say("claims_missing", language, sum=money(part.missing_fen, language))
    if part.late:
        return note, Badge(say("claims_is_late", language), "bad", "alert-triangle")
    return note, Badge(say("claims_to_come", language))


def received_of(shown: ClaimShown, language: Language, office: bool) -> list[PartLine]:
    """What came; the reference and who entered it are the office's business."""
    return [
        PartLine(
            day(one.on, language), money(one.fen, language),
            say("claims_entered", language, reference=one.reference, by=one.by) if office else "",
        )
        for one in shown.received
    ]  # fmt: skip


def timeline_of(shown: ClaimShown, language: Language, office: bool) -> Timeline:
    """What happened so far, the first thing first."""
    return Timeline(None, tuple(_moment(one, language, office) for one in shown.steps))


def _moment(step: StepShown, language: Language, office: bool) -> Moment:
    stand: Stand = "stopped" if step.kind in STOPS else "end" if step.kind in ENDS else "past"
    note = step.reason
    if step.kind == "proposed" and language == "en":
        note = str(step.told.get("en", note))
    return Moment(
        say(f"claims_step_{step.kind}", language), moment_said(step.at, language),
        step.by if office else "", note if office or step.kind in ENDS else "", stand,
        details=tuple(_details(step, language)),
    )  # fmt: skip


def _details(step: StepShown, language: Language) -> Iterator[str]:
    if "fen" in step.told:
        yield money(int(step.told["fen"]), language)
    if step.told.get("given_up_fen"):
        yield say("claims_given_up", language, sum=money(int(step.told["given_up_fen"]), language))
    if "parts" in step.told:
        yield say("claims_in_parts", language, count=len(step.told["parts"]))


def facts_of(shown: ClaimShown, language: Language, office: bool) -> list[tuple[str, str]]:
    """What is claimed, from whom, by which clause and why; that an end is asked for is not the
    payee's business before it is agreed to."""
    row = shown.row
    found = shown.found.say(language) if shown.found else ""
    pairs = (
        ("claims_clause", row.clause_label.say(language)),
        ("claims_trigger", shown.trigger.say(language) if shown.trigger else ""),
        ("claims_found", found),
        ("claims_reason", shown.reason),
        ("claims_payee", row.payee_name),
        ("claims_award", row.award),
        ("claims_end_reason", shown.end_reason if office or shown.ended_at else ""),
    )
    return [(say(name, language), text) for name, text in pairs if text]


def sums_of(shown: ClaimShown, language: Language) -> list[tuple[str, str, str]]:
    """Claimed, come back, left: the figures at the top."""
    row = shown.row
    if row.state == "proposed":
        return []
    left = 0 if row.state in ENDS else row.left_fen
    return [
        ("claimed", say("claims_amount", language), money(row.amount_fen, language)),
        ("back", say("claims_back", language), money(row.back_fen, language)),
        ("left", say("claims_left", language), money(left, language)),
    ]
