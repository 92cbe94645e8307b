"""`assess`: one subject, or a stream of them, one object a line.

In a stream an `id` is echoed; a line that cannot be answered yields an object with `error` on its
own line, and the rest goes on.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import Progress

from yanzhen.cli.places import packs_folder
from yanzhen.cli.subjects import own_date, read_subject, written
from yanzhen.policy import (
    Assessment,
    Explainer,
    Outcome,
    PolicyError,
    Problem,
    SubjectRefused,
    admit,
    as_json,
    assess,
    assess_group,
    engine_for,
    load_pack,
)
from yanzhen.policy.pack import WITHOUT_SUM, Pack
from yanzhen.policy.vocabulary import Label, Language

OUT = Console()
OWNER = "organisation_code"
"""The fact that tells whose a subject is, where caps are shared."""
MARKS = {"eligible": "✓", "ineligible": "✗", "unknown": "?", "pending_interpretation": "≈"}


def pack_of(city: str, packs: Path | None) -> Pack:
    """The city's pack, from the product's folder or one's own."""
    return load_pack(city, packs_folder(packs))


def one(pack: Pack, file: str, as_of: date, json_output: bool, lang: Language) -> None:
    """Assess the subject in a file and print the answer."""
    raw = read_subject(file)
    if isinstance(raw, list):
        _together(pack, raw, as_of, json_output, lang)
        return
    result = assess(pack, raw, own_date(raw, as_of))
    if json_output:
        print(written(_with_id(raw, as_json(result, lang)), indent=2))
    else:
        _print(result, Explainer(lang, pack), lang)


def _together(
    pack: Pack, listed: list[Any], as_of: date, json_output: bool, lang: Language
) -> None:
    """Assess several subjects that share their caps."""
    subjects = [admit(raw, pack.vocabulary) for raw in listed]
    results = assess_group(engine_for(pack), subjects, OWNER, as_of)
    if json_output:
        answers = [
            _with_id(raw, as_json(result, lang))
            for raw, result in zip(listed, results, strict=True)
        ]
        print(json.dumps(answers, ensure_ascii=False, indent=2))
        return
    for result in results:
        _print(result, Explainer(lang, pack), lang)


def stream(pack: Pack, file: str, as_of: date, lang: Language) -> int:
    """Assess one object a line; the exit code is 1 when a line was refused."""
    refused = 0
    with _lines(file) as lines, _progress(file, lang) as advance:
        for number, line in enumerate(lines, start=1):
            advance()
            if not line.strip():
                continue
            answer = _line(pack, line, number, as_of, lang)
            refused += "error" in answer
            sys.stdout.write(written(answer, separators=(",", ":")) + "\n")
    return 1 if refused else 0


def _line(pack: Pack, line: str, number: int, as_of: date, lang: Language) -> dict[str, Any]:
    raw: Any = None
    problems: tuple[Problem, ...]
    try:
        raw = json.loads(line, parse_float=Decimal, object_pairs_hook=_once)
        return _with_id(raw, as_json(assess(pack, raw, own_date(raw, as_of)), lang))
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
    return _with_id(raw, {"line": number, "error": said})


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are each given once: of two answers none is picked."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice} 写了两次 / is given twice")
    return found


def _with_id(raw: Any, answer: dict[str, Any]) -> dict[str, Any]:
    return {"id": raw["id"], **answer} if isinstance(raw, dict) and "id" in raw else answer


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
def _progress(file: str, lang: Language) -> Iterator[Any]:
    """A progress bar on a terminal, on standard error; nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    total = None if file == "-" else _count_lines(file)
    with Progress(console=console) as bar:
        task = bar.add_task("评定" if lang == "zh" else "Assessing", total=total)
        yield lambda: bar.advance(task)


def _count_lines(file: str) -> int | None:
    try:
        with Path(file).open("rb") as opened:
            return sum(1 for _ in opened)
    except OSError:
        return None


SECTIONS = {
    "sure": Label("确定可得", "For sure"),
    "up_to": Label("最高额、区间（须审定或尚未算定）", "Up to a ceiling, or within a range"),
    "loan": Label("贷款额度（不是现金）", "Loan limits (not cash)"),
    "in_kind": Label("服务与便利、未写金额的承诺", "In kind, and promises without a figure"),
    "pending_interpretation": Label("待解释", "Pending interpretation"),
    "unknown": Label("还要知道更多才能定", "Needs more facts"),
    "ineligible": Label("不符合", "Not eligible"),
}


def section(outcome: Outcome) -> str:
    """Under which heading an outcome is shown; natures are never mixed."""
    if outcome.status != "eligible":
        return outcome.status
    if outcome.rule.nature in WITHOUT_SUM:
        return "in_kind"
    if outcome.rule.nature == "loan":
        return "loan"
    return "sure" if outcome.sums.total is not None else "up_to"


def _print(result: Assessment, explainer: Explainer, lang: Language) -> None:
    pack = result.pack
    head = f"{pack.title.say(lang)}  {pack.policy.say(lang)}  {result.as_of}"
    OUT.print(head, style="bold", highlight=False)
    if result.tier:
        OUT.print(_tier_line(result, lang), highlight=False)
    for name, label in SECTIONS.items():
        found = [one for one in result.outcomes if section(one) == name]
        if found:
            OUT.print(f"\n{label.say(lang)}  ({len(found)})", style="bold", highlight=False)
        for outcome in found:
            _print_outcome(outcome, explainer, lang)
    totals, money = result.totals, explainer.speaker.money
    sums = ((SECTIONS["sure"], totals.sure), (SECTIONS["up_to"], totals.up_to),
            (SECTIONS["loan"], totals.loan))  # fmt: skip
    OUT.print()
    for label, fen in sums:
        OUT.print(f"{label.say(lang)}  {money(fen)}", style="bold", highlight=False)


def _tier_line(result: Assessment, lang: Language) -> str:
    assert result.tier is not None
    possible = " / ".join(result.tier.possible)
    value = result.tier.value or Label("未定", "not known").say(lang)
    head, may = Label("人才层次", "Talent tier").say(lang), Label("可能", "possible").say(lang)
    return f"{head}  {value}  ({may}: {possible})"


def _print_outcome(outcome: Outcome, explainer: Explainer, lang: Language) -> None:
    clause = outcome.rule.clause
    OUT.print(
        f"  {MARKS[outcome.status]} {explainer.pack.clause_label(clause).say(lang)}  "
        f"{outcome.rule.title.say(lang)}",
        highlight=False, markup=False,
    )  # fmt: skip
    lines = [explainer.sums(outcome)] if outcome.status != "ineligible" else []
    lines += explainer.why(outcome).splitlines()
    lines += [explainer.change(change) for change in outcome.near_miss]
    for line in lines:
        OUT.print(f"      {line}", highlight=False, markup=False, style="dim")
