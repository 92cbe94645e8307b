"""The terms under which a text is found, and the question that a searched text asks of them.

Chinese has no spaces, so a run of characters is cut into overlapping pairs; its last character
stands alone too, so that every character begins some term and one character finds them all:

>>> terms("衡阳市 C919项目")
('c919', '市', '目', '衡阳', '阳市', '项目')
>>> question("衡阳")
"'衡阳'"
>>> question("阳")
"'阳':*"
>>> question("衡阳市 c9")
"'c9':* & '衡阳' & '阳市'"

Words and numbers are found by how they begin. Width and case do not count, marks part words, the
dot inside a name (阿依古丽·买买提) is passed over, selectors of variants too. An index is no place
for what is sealed: hand in names and titles, never an ID or a phone number.
"""

import re
import unicodedata
from collections.abc import Iterator

IDEOGRAPHS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+")
IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
PASSED_OVER = re.compile(
    r"[\u00b7\u2022\u2027\u30fb\uff65\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
LONGEST_TEXT = 4_000
LONGEST_WORD = 40
LONGEST_SEARCH = 100


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, each once, in order."""
    return tuple(sorted({term for run in _runs(text[:LONGEST_TEXT]) for term in _of_run(run)}))


def question(text: str) -> str:
    """A text search query that every term of the searched text must answer; empty for no words."""
    asked = {part for run in _runs(text[:LONGEST_SEARCH]) for part in _asked(run)}
    return " & ".join(sorted(asked))


def _runs(text: str) -> Iterator[str]:
    plain = PASSED_OVER.sub("", unicodedata.normalize("NFKC", text)).casefold()
    yield from RUN.findall(plain)


def _of_run(run: str) -> Iterator[str]:
    if not IDEOGRAPH.match(run):
        yield run[:LONGEST_WORD]
        return
    yield from _pairs(run)
    yield run[-1]


def _asked(run: str) -> Iterator[str]:
    if IDEOGRAPH.match(run) and len(run) > 1:
        yield from (f"'{pair}'" for pair in _pairs(run))
    else:
        yield f"'{run[:LONGEST_WORD]}':*"


def _pairs(run: str) -> Iterator[str]:
    return (run[place : place + 2] for place in range(len(run) - 1))
