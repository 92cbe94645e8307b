"""`assess --jsonl`: a stream of subjects, one object a line, in and out in the same order.

An `id` is echoed; a line that cannot be answered yields an object with `error` on its own line,
and the rest goes on. A large file is shared among the machine's cores in blocks of lines; a pipe
is answered line by line, because whoever writes it may be waiting for each answer.
"""

import gc
import json
import multiprocessing
import os
import signal
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from yanzhen.cli.subjects import own_date, with_id
from yanzhen.policy import Pack, PolicyError, Problem, SubjectRefused, as_json, assess
from yanzhen.policy.answer_text import writer_for
from yanzhen.policy.vocabulary import Language

LARGE = 500_000
"""From this many bytes on it is worth starting helpers."""
BLOCK = 50
AHEAD = 3
"""How many blocks wait for each core: enough to keep it busy, few enough to hold in memory."""
Advance = Callable[[int], None]


class Terms(NamedTuple):
    """What a stream is assessed by."""

    pack: Pack
    as_of: date
    lang: Language


class Block(NamedTuple):
    """Some lines and the number of the first."""

    first: int
    lines: list[str]


class Answered(NamedTuple):
    """The answers to a block as UTF-8, how many lines were read, how many refused."""

    text: bytes
    lines: int
    refused: int


def stream(pack: Pack, file: str, as_of: date, lang: Language) -> int:
    """Assess one object a line; the exit code is 1 when a line was refused."""
    refused = 0
    with (
        _lines(file) as lines,
        _answering(Terms(pack, as_of, lang), _cores(file)) as answer,
        _progress(file, lang) as advance,
    ):
        for block in answer(lines):
            sys.stdout.buffer.write(block.text)
            advance(block.lines)
            refused += block.refused
    return 1 if refused else 0


@contextmanager
def _answering(terms: Terms, cores: int) -> Iterator[Callable[[Iterable[str]], Iterator[Answered]]]:
    """How lines are answered: one after the other here, or in blocks by helpers.

    Helpers are started before the progress bar, whose thread they must not inherit.
    """
    if cores < 2:
        yield lambda lines: (_answered(block, terms) for block in _blocks(lines, 1))
        return
    how = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    with how.Pool(cores, _prepare, (terms,)) as helpers:

        def by_helpers(lines: Iterable[str]) -> Iterator[Answered]:
            waiting: deque[Any] = deque()
            for block in _blocks(lines, BLOCK):
                waiting.append(helpers.apply_async(_help, (block,)))
                if len(waiting) > cores * AHEAD:
                    yield waiting.popleft().get()
            while waiting:
                yield waiting.popleft().get()

        yield by_helpers


_COMPACT = (",", ":")
# An id may hold a decimal number; it is the only one that is written back.
_PLAIN = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=_COMPACT, default=float
)
_ESCAPED = json.JSONEncoder(check_circular=False, separators=_COMPACT, default=float)
_HELPER: dict[str, Terms] = {}


def _prepare(terms: Terms) -> None:
    """A helper's start; an interrupt is for the one who started it.

    Answers hold no circles: looking for some at every 700th object took a tenth of the time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(100_000)
    _HELPER["terms"] = terms


def _help(block: Block) -> Answered:
    return _answered(block, _HELPER["terms"])


def _blocks(lines: Iterable[str], size: int) -> Iterator[Block]:
    first, left = 1, iter(lines)
    while listed := list(islice(left, size)):
        yield Block(first, listed)
        first += len(listed)


def _answered(block: Block, terms: Terms) -> Answered:
    texts, refused = [], 0
    for number, line in enumerate(block.lines, start=block.first):
        if line.strip():
            answer = _line(terms.pack, line, number, terms.as_of, terms.lang)
            refused += answer.refused
            texts.append(answer.bytes())
    return Answered(b"".join(texts), len(block.lines), refused)


class Line(NamedTuple):
    """One answer: its JSON, the same with escapes when asked, and whether it is a refusal."""

    text: str
    escaped: Callable[[], str]
    refused: bool

    def bytes(self) -> bytes:
        """One line of JSON; with escapes where a text holds what no encoding can write."""
        try:
            return f"{self.text}\n".encode()
        except UnicodeEncodeError:
            return f"{self.escaped()}\n".encode()


def _line(pack: Pack, line: str, number: int, as_of: date, lang: Language) -> Line:
    raw: Any = None
    problems: tuple[Problem, ...]
    try:
        raw = json.loads(line, parse_float=Decimal, object_pairs_hook=_once)
        found = assess(pack, raw, own_date(raw, as_of))
        text = _with_id(raw, writer_for(lang, pack).text(found))
        return Line(text, lambda: _ESCAPED.encode(with_id(raw, as_json(found, lang))), False)
    except (ValueError, RecursionError) as error:
        zh, en = f"第{number}行不是合格的 JSON：{error}", f"Line {number} is not JSON: {error}"
        problems = (Problem("bad-json", None, zh, en),)
    except PolicyError as error:
        problems = error.problems
    said = [
        {
            "code": problem.code,
            "fact": problem.fact,
            "message": problem.zh if lang == "zh" else problem.en,
            "suggestion": problem.suggestion,
        }
        for problem in problems
    ]
    refusal = with_id(raw, {"line": number, "error": said})
    return Line(_PLAIN.encode(refusal), lambda: _ESCAPED.encode(refusal), True)


def _with_id(raw: Any, text: str) -> str:
    """The answer's text with the subject's own `id` in front, where the input gives one."""
    return f'{{"id":{_PLAIN.encode(raw["id"])},{text[1:]}' if "id" in raw else text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are each given once: of two answers none is picked."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice} 写了两次 / is given twice")
    return found


@contextmanager
def _lines(file: str) -> Iterator[TextIO]:
    if file == "-":
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        return
    with _opened(file) as opened:
        yield opened


def _opened(file: str) -> TextIO:
    try:
        return Path(file).open(encoding="utf-8", errors="replace")
    except OSError as error:
        zh, en = f"读不了文件 {file}：{error}", f"Cannot read {file}: {error}"
        raise SubjectRefused(Problem("unreadable", None, zh, en)) from None


@contextmanager
def _progress(file: str, lang: Language) -> Iterator[Advance]:
    """A progress bar on a terminal, on standard error; nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda count: None
        return
    total = None if file == "-" else _count_lines(file)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("评定" if lang == "zh" else "Assessing", total=total)
        yield lambda count: bar.advance(task, count)


def _count_lines(file: str) -> int | None:
    try:
        with Path(file).open("rb") as opened:
            return sum(1 for _ in opened)
    except OSError:
        return None


def _cores(file: str) -> int:
    """How many cores to use: one for a pipe or a small file."""
    try:
        found = os.fstat(sys.stdin.fileno()) if file == "-" else Path(file).stat()
    except (OSError, ValueError):
        return 1
    if not stat.S_ISREG(found.st_mode) or found.st_size < LARGE:
        return 1
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
