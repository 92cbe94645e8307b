"""Recognitions and proceedings in words, as the office's and the person's pages show them."""

from collections.abc import Iterator, Sequence

from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import (
    ProceedingShown,
    RecognitionShown,
    StepShown,
    label_of,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.timeline import Moment, Stand, Timeline
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

TONES = {"current": "good", "withdrawn": "bad", "lowered": "warn"}
COURSE = {"carried": "good", "dropped": "plain"}
STOPS = frozenset({"opened", "told", "proposed"})
ENDS = frozenset({"withdrawn", "ended", "dropped"})


def state_badge(one: RecognitionShown, language: Language) -> Badge:
    icon = "circle-check" if one.state == "current" else ""
    return Badge(one.state_label.say(language), TONES.get(one.state, "plain"), icon)


def course_badge(one: ProceedingShown, language: Language) -> Badge:
    return Badge(one.state_label.say(language), COURSE.get(one.state, "warn"))


def title_of(one: RecognitionShown, language: Language) -> str:
    """What kind, and in which tier."""
    return f"{one.kind_label.say(language)}{say('colon', language)}{one.level_label.say(language)}"


def term_said(one: RecognitionShown, language: Language) -> str:
    """From when to when; that no document gives a term, where none was entered."""
    since = day(one.valid_from, language)
    if one.ended_on is not None:
        if one.ended_on < one.valid_from:
            return say("recog_never_held", language, since=since)
        return say("recog_held", language, since=since, until=day(one.ended_on, language))
    if one.valid_until is None:
        return say("recog_open_ended", language, since=since)
    return say("recog_held", language, since=since, until=day(one.valid_until, language))


def facts_of(one: RecognitionShown, language: Language) -> list[tuple[str, str]]:
    """What it rests on and how long it holds."""
    item = one.item_label.say(language) if one.item_label else ""
    pairs = (
        ("recog_clause", one.clause_label.say(language)),
        ("recog_item", item),
        ("recog_by", one.by_label.say(language)),
        ("recog_source", one.source),
        ("recog_term", term_said(one, language)),
        ("recog_recheck", day(one.recheck_on, language) if one.recheck_on else
         say("recog_no_recheck", language)),
        ("recog_reason", one.reason),
        ("recog_evaluation", str(one.conclusion.get("reason", ""))
         if one.conclusion.get("reason") != one.reason else ""),
        ("recog_supersedes", one.supersedes),
    )  # fmt: skip
    return [(say(name, language), text) for name, text in pairs if text]


def rested_on(one: RecognitionShown, language: Language) -> list[tuple[str, str, Badge]]:
    """The records on which the evaluation rested: label, source, grade."""
    facts = kept_pack(one.city, one.pack_hash).vocabulary.facts
    return [
        (facts[each["fact"]].label.say(language), each.get("source", ""),
         Badge(say(f"grade_{each['grade']}", language), f"grade-{each['grade']}"))
        for each in one.conclusion.get("facts", ()) if each["fact"] in facts
    ]  # fmt: skip


def timeline_of(
    steps: Sequence[StepShown], one: RecognitionShown, language: Language, office: bool
) -> Timeline:
    """What happened so far, the first thing first."""
    return Timeline(None, tuple(_moment(step, one, language, office) for step in steps))


def _moment(step: StepShown, one: RecognitionShown, language: Language, office: bool) -> Moment:
    stand: Stand = "stopped" if step.kind in STOPS else "end" if step.kind in ENDS else "past"
    return Moment(
        say(f"recog_step_{step.kind}", language), moment_said(step.at, language),
        step.by if office or step.kind == "answered" else "", step.reason, stand,
        details=tuple(_details(step, one, language)),
    )  # fmt: skip


def _details(step: StepShown, one: RecognitionShown, language: Language) -> Iterator[str]:
    told = step.told
    if "source" in told:
        source = service.SOURCES[told["source"]].say(language)
        yield say(
            "recog_found", language, source=source, level=_level(one, told["found"], language)
        )
    if told.get("aim"):
        yield service.AIM_LABELS[told["aim"]].say(language)
    if told.get("to"):
        yield say("recog_to_level", language, level=_level(one, told["to"], language))
    if told.get("how"):
        yield service.HEARD[told["how"]].say(language)


def _level(one: RecognitionShown, level: str, language: Language) -> str:
    pack = kept_pack(one.city, one.pack_hash)
    return label_of(pack, service.kind_named(pack, one.kind), level).say(language)


def course_of(one: ProceedingShown, language: Language) -> list[tuple[str, str]]:
    """A proceeding as pairs: why, on what basis, how she was heard, what was decided."""
    heard = one.heard.say(language) if one.heard else ""
    on = f" {day(one.heard_on, language)}" if one.heard_on else ""
    until = day(one.answer_by, language) if one.answer_by else ""
    pairs = (
        ("recog_aim", one.aim_label.say(language)),
        ("recog_way", one.way_label.say(language)),
        ("recog_to", one.to_level.say(language) if one.to_level else ""),
        ("recog_cause", one.cause),
        ("recog_basis", one.clause),
        ("recog_answer_by", until),
        ("recog_heard", f"{heard}{on}" if heard else ""),
        ("recog_minutes", one.minutes),
        ("recog_decision", one.decision),
        ("recog_effective", day(one.effective_on, language) if one.effective_on else ""),
    )
    return [(say(name, language), text) for name, text in pairs if text]
