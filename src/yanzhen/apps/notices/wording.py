"""From a kind and its words to the sentence in a reader's language.

said("case_accepted", kept({"number": "XT2026-000001", "item": Label("租房补贴", "Rent")}))
->  Message(title=Label("已受理：租房补贴", "Accepted: Rent"), body=...)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.notices.errors import MissingWord, UnknownKind
from yanzhen.apps.notices.kinds import KINDS, Kind
from yanzhen.policy.vocabulary import Label

Word = str | int | date | Label
OPEN = Label("规定期限", "the date that is set")
"""A date that nobody has set: a city's unset parameter is never made up."""


@dataclass(frozen=True)
class Message:
    """What is told."""

    title: Label
    body: Label


def kind_named(name: str) -> Kind:
    """The kind of a name."""
    if name not in KINDS:
        raise UnknownKind(f"No text is written for notices of the kind {name!r}")
    return KINDS[name]


def kept(kind: str, words: Mapping[str, Word | None]) -> dict[str, Any]:
    """The words as they are kept; each that the text needs has to be there."""
    missing = kind_named(kind).words - set(words)
    if missing:
        raise MissingWord(f"A notice {kind!r} needs {', '.join(sorted(missing))}")
    return {name: _kept(word) for name, word in words.items()}


def said(kind: str, words: Mapping[str, Any]) -> Message:
    """The message; a notice of a kind that is gone says only its name."""
    if kind not in KINDS:
        return Message(Label(kind, kind), Label("", ""))
    found = KINDS[kind]
    zh = {name: _say(word, "zh") for name, word in words.items()}
    en = {name: _say(word, "en") for name, word in words.items()}
    return Message(
        Label(found.title.zh.format_map(zh), found.title.en.format_map(en)),
        Label(found.body.zh.format_map(zh), found.body.en.format_map(en)),
    )


def _kept(word: Word | None) -> Any:
    match word:
        case None:
            return {"zh": OPEN.zh, "en": OPEN.en}
        case Label():
            return {"zh": word.zh, "en": word.en}
        case date():
            return {"day": word.isoformat()[:10]}
    return word


def _say(word: Any, language: str) -> str:
    match word:
        case {"zh": str(zh), "en": str(en)}:
            return zh if language == "zh" else en
        case {"day": str(iso)}:
            day = date.fromisoformat(iso)
            if language == "zh":
                return f"{day.year}年{day.month}月{day.day}日"
            return f"{day.day} {day:%B} {day.year}"
    return str(word)
