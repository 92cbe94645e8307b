"""The clauses of a policy text, found by how their headings are numbered.

Every line that opens with a mark is a clause: 第一章, 第三条, 一、 （一） 1. （1） ① A类：, 附件.
Which mark stands under which is read off the text itself: a mark already open closes whatever is
below it, a new one goes one level down; 第…编/章/节/条 keep their own order.

>>> text = "为引才，定本办法。\\n一、引进\\n1.奖励团队\\n2.奖励个人\\n二、服务\\n3.住房"
>>> [(one.id, one.label.en, one.starts) for one in headings(text)][1:3]
[('一', 'Part 1', '一、引进'), ('1', 'Article 1', '1.奖励团队')]

A table of contents is passed over, and so is a list of annexes ahead of the annexes. A heading
without a number, or in the middle of a line, is not seen: that one is for the author to add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yanzhen.policy.numerals import han_value
from yanzhen.policy.vocabulary import Label

__all__ = ["Heading", "headings"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A clause that was found: its id, its name, how it opens in the text, and where."""

    id: str
    label: Label
    starts: str
    at: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line's mark: its style, its number as printed and as counted, where it stands."""

    style: str
    printed: str
    number: int
    at: int
    end: int
    line_end: int


_HAN = "零〇一二两三四五六七八九十百"
_NUMBER = rf"(?:\d{{1,3}}|[{_HAN}]+)"
_LEAD = r"^[ \t\u00a0\u3000\ufeff#>*-]*"
_STYLES = {
    "annex": rf"(?:附件|附表|附录)[ \u3000]?(?P<annex>{_NUMBER}?)(?=[:：\s*]|$)(?![^\n]*。)",
    "part": rf"第[ \u3000]?(?P<part>{_NUMBER})[ \u3000]?编",
    "chapter": rf"第[ \u3000]?(?P<chapter>{_NUMBER})[ \u3000]?章",
    "section": rf"第[ \u3000]?(?P<section>{_NUMBER})[ \u3000]?节",
    "article": rf"第[ \u3000]?(?P<article>{_NUMBER})[ \u3000]?条(?![ \u3000]?[所规第中和、至的])",
    "han": rf"(?P<han>[{_HAN}]+)、",
    "han_bracket": rf"[（(](?P<han_bracket>[{_HAN}]+)[）)]",
    "number": r"(?P<number>\d{1,3})(?:[.．](?!\d)|、)",
    "number_bracket": r"[（(](?P<number_bracket>\d{1,3})[）)]",
    "circle": "(?P<circle>[①-⑳])",
    "class": "(?P<class>[A-HＡ-Ｈ])[ \u3000]?类[:：]",
    "closing": (
        "(?P<closing>)本(?:计划|办法|意见|政策|措施|规定|细则|方案)自(?=[^\n]*(?:施行|执行|实施))"
    ),
}
_MARK = re.compile(
    _LEAD + "(?P<mark>" + "|".join(_STYLES.values()) + ")(?P<rest>[^\n]*)$", re.MULTILINE
)
_CONTENTS = re.compile(r"^[ \t\u3000]*目[ \t\u3000]*录[ \t\u3000]*$", re.MULTILINE)
_ORDER = ("part", "chapter", "section", "article")
_ALONE = ("annex", "closing")
_SHORTEST = 8
"""So many characters after its mark are enough to know an opening by, where they are unique."""


def headings(text: str) -> tuple[Heading, ...]:
    """The clauses of a text in order; what stands before the first is the preface."""
    marks = _in_order(_without_contents(text, list(_marks(text))))
    named = _named(_without_annex_list(text, marks))
    first = named[0].at if named else len(text)
    body = re.search(r"[^\s\ufeff]", text[:first])
    if body:
        preface = Heading("preface", Label("引言", "Preface"), "", body.start())
        named = [preface, *named]
    return tuple(_opened(text, named))


# -- which lines are headings


def _marks(text: str) -> Iterator[_Mark]:
    for match in _MARK.finditer(text):
        style = next(name for name in _STYLES if match[name] is not None)
        printed = match[style]
        yield _Mark(
            style, printed, _counted(style, printed), match.start("mark"), match.end("mark"),
            match.end(),
        )  # fmt: skip


def _counted(style: str, printed: str) -> int:
    if style == "circle":
        return ord(printed) - ord("①") + 1
    if style == "class" or not printed:
        return 0
    value = int(printed) if printed.isdecimal() else han_value(printed)
    return int(value or 0)


def _without_contents(text: str, marks: list[_Mark]) -> list[_Mark]:
    """A table of contents ends where its first entry comes a second time."""
    contents = _CONTENTS.search(text)
    if not contents:
        return marks
    before = [mark for mark in marks if mark.at < contents.end()]
    after = marks[len(before) :]
    for place, mark in enumerate(after[1:], 1):
        if (mark.style, mark.number) == (after[0].style, after[0].number):
            return before + after[place:]
    return marks


def _in_order(marks: list[_Mark]) -> list[_Mark]:
    """Articles go up: a line that opens with a lower number only speaks of that article."""
    kept, last = [], 0
    for mark in marks:
        if mark.style == "annex":
            last = 0
        if mark.style == "article":
            if mark.number <= last:
                continue
            last = mark.number
        kept.append(mark)
    return kept


def _without_annex_list(text: str, marks: list[_Mark]) -> list[_Mark]:
    """附件：1.名单 2.清单 after the text only lists the annexes that follow with their own 附件."""
    bare = [mark.at for mark in marks if mark.style == "annex" and not _title(text, mark)]
    kept: list[_Mark] = []
    listing = False
    for mark in marks:
        if mark.style == "annex":
            listing = bool(_title(text, mark)) and any(at > mark.at for at in bare)
        entry = mark.style == "number" and "。" not in text[mark.at : mark.line_end]
        if listing and (mark.style == "annex" or entry):
            continue
        listing = False
        kept.append(mark)
    return kept


def _title(text: str, mark: _Mark) -> str:
    return text[mark.end : mark.line_end].strip(" \t\u3000:：*\r")


# -- what they are called


def _named(marks: Sequence[_Mark]) -> list[Heading]:
    """Ids by path (一.二, 附件1.3); an article's number alone, where numbers run through."""
    short = _running(marks)
    stack: list[tuple[_Mark, Heading]] = []
    taken: set[str] = set()
    found: list[Heading] = []
    for mark in marks:
        stack = stack[: _depth(mark, [open_mark for open_mark, _ in stack])]
        in_annex = bool(stack) and stack[0][0].style == "annex"
        alone = mark.style in _ALONE or (mark.style == short and not in_annex)
        heading = _heading(mark, None if alone or not stack else stack[-1][1], alone)
        heading = replace(heading, id=_free(heading.id, taken))
        taken.add(heading.id)
        stack.append((mark, heading))
        found.append(heading)
    return found


def _running(marks: Sequence[_Mark]) -> str:
    """The style whose numbers run through the whole text: they name a clause by themselves."""
    annex = next((mark.at for mark in marks if mark.style == "annex"), None)
    body = [mark for mark in marks if annex is None or mark.at < annex]
    if any(mark.style == "article" for mark in body):
        return "article"
    numbers = [mark.number for mark in body if mark.style == "number"]
    return "number" if numbers and numbers == sorted(set(numbers)) else ""


def _depth(mark: _Mark, opened: list[_Mark]) -> int:
    """How many of the open clauses stay open above a mark."""
    if mark.style in _ALONE:
        return 0
    for depth, above in enumerate(opened):
        if above.style == mark.style or above.style == "closing":
            return depth
        if mark.style in _ORDER and above.style != "annex":
            ordered = above.style in _ORDER
            if not ordered or _ORDER.index(above.style) >= _ORDER.index(mark.style):
                return depth
    return len(opened)


def _heading(mark: _Mark, above: Heading | None, alone: bool) -> Heading:
    own, zh, en = _said(mark, alone)
    numbered = mark.style in ("part", "chapter", "section", "article", "han")
    if above is None or (mark.style in _ORDER and mark.style != "section"):
        return Heading(own, Label(zh, en.lstrip(", ")), "", mark.at)
    zh = f"{mark.printed}、" if mark.style == "han" else zh
    label = Label(above.label.zh + zh, above.label.en + (", " if numbered else "") + en)
    return Heading(f"{above.id}.{own}", label, "", mark.at)


def _said(mark: _Mark, alone: bool) -> tuple[str, str, str]:
    """A mark's part of the id and of both labels."""
    n, printed = mark.number, mark.printed
    if mark.style == "number" and alone:
        return str(n), f"第{n}条", f"Article {n}"
    return {
        "annex": (f"附件{n or ''}", f"附件{n or ''}", f"Annex {n or ''}".strip()),
        "closing": ("closing", "结尾", "Closing"),
        "part": (f"第{n}编", f"第{n}编", f"Book {n}"),
        "chapter": (f"第{n}章", f"第{n}章", f"Chapter {n}"),
        "section": (f"第{n}节", f"第{n}节", f"Section {n}"),
        "article": (str(n), f"第{n}条", f"Article {n}"),
        "han": (printed, f"第{printed}部分", f"Part {n}"),
        "han_bracket": (printed, f"（{printed}）", f" ({n})"),
        "number": (str(n), f"第{n}项", f", item {n}"),
        "number_bracket": (str(n), f"（{n}）", f" ({n})"),
        "circle": (str(n), printed, f" ({n})"),
        "class": (printed, f"{printed}类", f", class {printed}"),
    }[mark.style]


def _free(identifier: str, taken: set[str]) -> str:
    """The id, or, where a list starts anew under the same clause, the id with a number."""
    free, count = identifier, 1
    while free in taken:
        count += 1
        free = f"{identifier}-{count}"
    return free


# -- how they open


def _opened(text: str, found: Sequence[Heading]) -> Iterator[Heading]:
    """Each with an opening that leads to it and to no place before it."""
    after = 0
    limits = [*(one.at for one in found[1:]), len(text)]
    for heading, limit in zip(found, limits, strict=False):
        opened = _opening(text, heading, after, limit)
        after = opened.at + len(opened.starts)
        yield opened


def _opening(text: str, heading: Heading, after: int, limit: int) -> Heading:
    """The shortest that is unique from `after` on: first into the clause, then ahead of it.

    Only where a table of contents repeats a whole heading does it have to begin ahead.
    """
    mark = _MARK.match(text, text.rfind("\n", 0, heading.at) + 1)
    shortest = heading.at + _SHORTEST + (mark.end("mark") - heading.at if mark else 0)
    line_end = text.find("\n", heading.at)
    shortest = min(shortest, limit, line_end if line_end >= 0 else limit)
    for end in range(shortest, limit + 1):
        starts = text[heading.at : end].rstrip()
        if text.find(starts, after) == heading.at:
            return replace(heading, starts=starts)
    for at in range(heading.at - 1, after - 1, -1):
        starts = text[at:shortest].rstrip()
        if text.find(starts, after) == at:
            return replace(heading, starts=starts, at=at)
    raise AssertionError(f"no opening leads to {heading.id}")
