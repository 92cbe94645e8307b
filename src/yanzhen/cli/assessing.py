"""`assess`: one subject, or several that share their caps, printed for people or as JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from yanzhen.cli.places import packs_folder
from yanzhen.cli.subjects import own_date, read_subject, with_id, written
from yanzhen.policy import (
    Assessment,
    Explainer,
    Outcome,
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
        print(written(with_id(raw, as_json(result, lang)), indent=2))
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
            with_id(raw, as_json(result, lang)) for raw, result in zip(listed, results, strict=True)
        ]
        print(json.dumps(answers, ensure_ascii=False, indent=2))
        return
    for result in results:
        _print(result, Explainer(lang, pack), lang)


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
