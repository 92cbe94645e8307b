"""Who read what is sensitive, when and why: numbers, copies, registers, objectors, names of cases.

A reading is listed with what it speaks of; where that is not there for the reader of the list,
neither is the reading.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from yanzhen.apps.accounts.service import current
from yanzhen.apps.audit import service as audit
from yanzhen.apps.audit.service import Event
from yanzhen.apps.cases import service as cases
from yanzhen.apps.registry import service as registry
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.desk.people import SCHEMES, scheme_said
from yanzhen.portal.words import say

MOST = 200
ABOUT = re.compile(r"(subject|register|objector|case):([\w-]+)")
OF_CASES = frozenset({"objector", "case"})


@dataclass(frozen=True)
class Reading:
    """One reading in words."""

    when: str
    who: str
    what: str
    href: str
    field: str
    reason: str


def readings(language: Language) -> list[Reading]:
    """The latest ones, as far as they are there for whoever acts."""
    about = [(one, m[1], m[2]) for one in audit.latest_readings()[:MOST]
             if (m := ABOUT.match(one.subject))]  # fmt: skip
    things = _things({(kind, key) for _, kind, key in about}, language)
    return [
        Reading(
            moment_said(one.at, language), one.name, *things[kind, key],
            _field(one, kind, language), one.details.get("reason", ""),
        )
        for one, kind, key in about
        if (kind, key) in things
    ]  # fmt: skip


def _things(
    wanted: set[tuple[str, str]], language: Language
) -> Mapping[tuple[str, str], tuple[str, str]]:
    """What each is called, and its address: few queries however many there are."""
    ids = [int(key) for kind, key in wanted if kind == "subject"]
    cards = registry.cards(current(), ids) if ids else {}
    views = {str(one.pk): one.name for one in registry.registers(current())}
    titles = cases.titles(current(), {key for kind, key in wanted if kind in OF_CASES})
    found = {("subject", str(key)): (card.masked_name, _at("subject", key))
             for key, card in cards.items()}  # fmt: skip
    found |= {("register", key): (name, "") for key, name in views.items()}
    for number, title in titles.items():
        said = f"{title.say(language)} {number}"
        found |= {(kind, number): (said, _at("case", number)) for kind in OF_CASES}
    return found


def _at(page: str, key: object) -> str:
    return reverse(f"portal:desk_{page}", args=[key])


def _field(event: Event, kind: str, language: Language) -> str:
    """What was read: a number of hers, all that is kept, an objector, a name."""
    if kind in OF_CASES:
        return say("log_objector" if kind == "objector" else "log_name", language)
    name = event.subject.partition(" ")[2]
    if name in SCHEMES:
        return scheme_said(name, language)
    return say("log_copy", language) if name else ""
