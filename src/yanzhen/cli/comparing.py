"""`compare`: one situation in several cities, side by side.

Natures stay visible in every cell; the three sums stand apart, and a city whose rules name no
sum shows none.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from yanzhen.cli.places import packs_folder
from yanzhen.cli.subjects import own_date, read_subject, written
from yanzhen.policy import (
    Comparison,
    Pack,
    SubjectRefused,
    cities_on_disk,
    compare,
    load_pack,
)
from yanzhen.policy.compared import comparison_json, label_of
from yanzhen.policy.comparison import Cell, InCity
from yanzhen.policy.errors import Problem
from yanzhen.policy.explain import NATURE_LABELS, explainer_for
from yanzhen.policy.outcome import Outcome
from yanzhen.policy.vocabulary import Label, Language

OUT = Console()
MARKS = {"eligible": "✓", "ineligible": "✗", "unknown": "?", "pending_interpretation": "≈"}
SHOWN = ("eligible", "pending_interpretation", "unknown")
MOST_NAMED = 8
WORDS = {
    "sure": Label("确定可得", "For sure"),
    "up_to": Label("最高可得（须审定或尚未算定）", "Up to (to be decided or worked out)"),
    "loan": Label("贷款额度（不是现金）", "Loan limits (not cash)"),
    "apart": Label("三项性质不同，不相加。", "The three differ in kind and are not added up."),
    "no_sum": Label("文件没有金额", "the document names no sum"),
    "tier": Label("人才层次", "Talent tier"),
    "tier_open": Label("未定", "not known"),
    "no_tiers": Label("没有层次目录", "no catalogue"),
    "none": Label("—", "—"),
    "not": Label("不符合", "not eligible"),
    "other": Label("其他", "Other"),
    "needs": Label("还需要知道", "Still needed"),
    "decisions": Label("要由部门决定", "To be decided"),
    "parameters": Label("文件没有写明", "Left open by the document"),
    "beware": Label("同名不同义", "Same name, different things"),
    "supposed": Label("假定在每座城市都如此", "Supposed of every city"),
    "held_back": Label(
        "只属于一座城市、没有写明是哪座，因此没有采用",
        "Of one city only, no city named, so not used",
    ),
    "legend": Label(
        "✓ 符合  ? 尚不能确定  ≈ 待解释  ✗ 不符合", "✓ eligible  ? open  ≈ two readings  ✗ no"
    ),
    "and_others": Label("等{count}项", "and others ({count} in all)"),
}


def side_by_side(
    file: str, packs: list[Pack], as_of: date, json_output: bool, lang: Language
) -> None:
    """Compare the subject in a file over cities and print the table."""
    raw = read_subject(file)
    if isinstance(raw, list):
        zh, en = "compare 一次只比较一个对象", "compare takes one subject at a time"
        raise SubjectRefused(Problem("bad-input", None, zh, en))
    day = own_date(raw, as_of)
    found = compare(packs, raw, day)
    if json_output:
        answer = comparison_json(found, lang)
        whole = {"id": raw["id"], **answer} if "id" in raw else answer
        print(written(whole, indent=2))
        return
    _print(found, lang)


def packs_of(cities: str | None, packs: Path | None) -> list[Pack]:
    """The packs of the cities asked for, from the product's folder or one's own."""
    root = packs_folder(packs)
    return [load_pack(city, root) for city in _named(cities, root)]


def _named(cities: str | None, root: Path) -> list[str]:
    """The cities asked for, each once; all that there are when none is named."""
    if cities is None:
        return list(cities_on_disk(root))
    named = [one.strip() for one in cities.replace("，", ",").split(",") if one.strip()]
    if not named:
        zh, en = "--cities 没有写城市", "--cities names no city"
        raise SubjectRefused(Problem("bad-input", None, zh, en))
    return list(dict.fromkeys(named))


def _print(found: Comparison, lang: Language) -> None:
    OUT.print(_table(found, lang))
    OUT.print(WORDS["legend"].say(lang), style="dim", highlight=False)
    OUT.print(WORDS["apart"].say(lang), highlight=False)
    for row in found.rows:
        if row.beware and row.family:
            head = f"{WORDS['beware'].say(lang)} · {row.family.label.say(lang)}"
            _note(head, row.beware.say(lang), lang)
    mark = "、" if lang == "zh" else ", "
    for key, names in (("supposed", found.supposed), ("held_back", found.held_back)):
        if names:
            labels = dict.fromkeys(label_of(found, name, lang) for name in names)
            _note(WORDS[key].say(lang), mark.join(labels), lang)
    for one in found.cities:
        _print_needs(one, lang)


def _note(head: str, text: str, lang: Language) -> None:
    colon = "：" if lang == "zh" else ": "
    line = Text(head + colon, style="bold")
    line.append(text, style="not bold")
    OUT.print(line)


def _table(found: Comparison, lang: Language) -> Table:
    title = Label("同一情况，各市对照", "One situation, city by city").say(lang)
    table = Table(title=f"{title}  {found.as_of}", title_justify="left", show_lines=True)
    table.add_column("", overflow="fold", max_width=18)
    for one in found.cities:
        table.add_column(one.pack.title.say(lang), ratio=1, overflow="fold")
    table.add_row(WORDS["tier"].say(lang), *(_tier(one, lang) for one in found.cities))
    for key in ("sure", "up_to", "loan"):
        table.add_row(
            Text(WORDS[key].say(lang), style="bold"),
            *(_total(one, key, lang) for one in found.cities),
        )
    for row in found.rows:
        head = row.family.label if row.family else WORDS["other"]
        cells = [
            _cell(cell, one.pack, lang) for cell, one in zip(row.cells, found.cities, strict=True)
        ]
        table.add_row(head.say(lang), *cells)
    return table


def _tier(one: InCity, lang: Language) -> str:
    tier = one.assessment.tier
    if one.pack.tiers is None or tier is None:
        return WORDS["no_tiers"].say(lang)
    return tier.value or WORDS["tier_open"].say(lang)


def _total(one: InCity, key: str, lang: Language) -> str:
    if one.totals is None:
        return WORDS["no_sum"].say(lang)
    fen = {"sure": one.totals.sure, "up_to": one.totals.up_to, "loan": one.totals.loan}[key]
    return explainer_for(lang, one.pack).speaker.money(fen)


def _cell(cell: Cell, pack: Pack, lang: Language) -> str:
    lines = [_line(one, pack, lang) for one in cell.outcomes if one.status in SHOWN]
    refused = len(cell.outcomes) - len(lines)
    if refused:
        lines.append(f"{MARKS['ineligible']} {WORDS['not'].say(lang)} ({refused})")
    return "\n".join(lines) or WORDS["none"].say(lang)


def _line(one: Outcome, pack: Pack, lang: Language) -> str:
    """An outcome in a cell: its mark, its title, its money, and of which nature that is."""
    explainer = explainer_for(lang, pack)
    line = f"{MARKS[one.status]} {one.rule.title.say(lang)}"
    if one.rule.amount is None:
        return line if one.rule.nature == "in_kind" else f"{line} · {explainer.sums(one)}"
    return f"{line} · {explainer.sums(one)} · {NATURE_LABELS[one.rule.nature].say(lang)}"


def _print_needs(one: InCity, lang: Language) -> None:
    explainer = explainer_for(lang, one.pack)
    for key, gaps in _needs(one):
        names = list(dict.fromkeys(explainer.fact_label(gap) for gap in gaps))
        text = ("、" if lang == "zh" else ", ").join(names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            text += " " + WORDS["and_others"].say(lang).format(count=len(names))
        if names:
            _note(f"{one.pack.title.say(lang)} · {WORDS[key].say(lang)}", text, lang)


def _needs(one: InCity) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "needs", one.needs.answers
    yield "decisions", one.needs.decisions
    yield "parameters", one.needs.parameters
