"""What `compare`, `changes` and `gaps` print: tables of sums, people, rules and conditions."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from yanzhen.policy.changing import Handle
from yanzhen.policy.values import yuan, yuan_en
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.population.nearly import Nearly
from yanzhen.population.reform import Pair, Reform

OUT = Console()
MOST_SHOWN = 40
INVENTED = Label("这些人是虚构的", "These people are invented")
HIDDEN = "*"
SMALL = Label(
    "“*”：不足十人，或会让人推出不足十人的数，不显示（--internal 显示，不得外传）",
    "“*”: fewer than ten, or what would give them away (shown by --internal, not to be passed on)",
)
WIDE = 160
"""Columns where the output is no terminal: a table is then not squeezed."""
PROPOSAL = Label("设想方案，未经决定：", "A proposal, not decided: ")
OTHER_PACKS = Label("另一套政策包", "other packs")
COSTS = {
    "sure": Label("确定", "sure"),
    "up_to": Label("最高", "up to"),
    "loan": Label("贷款额度", "loans"),
    "pending": Label("待解释", "pending a reading"),
    "could": Label("未知可能增加", "unknowns could add"),
}
HEADS = {
    "cost": Label("费用", "Cost"),
    "before": Label("改前", "before"),
    "after": Label("改后", "after"),
    "change": Label("变化", "change"),
    "year": Label("年", "Year"),
    "undated": Label("日期未定", "no date"),
    "group": Label("分组", "Group"),
    "people": Label("人（户）数", "subjects"),
    "unchanged": Label("不变", "no change"),
    "sure_up": Label("确定额增加", "sure rises"),
    "sure_down": Label("确定额减少", "sure falls"),
    "sure_mean_change": Label("人均变化", "mean change"),
    "up_to_up": Label("最高额增加", "up-to rises"),
    "up_to_down": Label("最高额减少", "up-to falls"),
    "rule": Label("待遇", "Rule"),
    "newly_eligible": Label("新符合", "newly eligible"),
    "no_longer_eligible": Label("不再符合", "no longer"),
    "from_tier": Label("原层次", "From tier"),
    "clause": Label("条款", "Clause"),
    "condition": Label("只差这一条", "The one condition failed"),
    "of": Label("第几条/共几条", "which/of"),
    "alone": Label("其余都符合", "all else holds"),
    "others_unknown": Label("其余有未知", "something else unknown"),
}


def show(data: dict[str, Any], found: Reform, lang: Language) -> None:
    """Before and after, city by city."""
    if found.invented:
        _say(INVENTED, lang)
    hidden = False
    for city, kinds in data["cities"].items():
        pair = found.pairs[city]
        _plain(f"{pair.base.title.say(lang)}  {_what(pair, lang)}")
        for kind, one in kinds.items():
            if one["touched"] or _moves(one):
                label = pair.base.vocabulary.subjects[kind].label.say(lang)
                hidden |= _show_kind(pair, label, one, lang)
    if hidden:
        _say(SMALL, lang)


def _what(pair: Pair, lang: Language) -> str:
    said = "；".join(pair.reform.reform) or OTHER_PACKS.say(lang)
    return PROPOSAL.say(lang) + said


def _moves(one: dict[str, Any]) -> bool:
    return any(
        count != 0
        for place, row in enumerate(one["tiers"]["moves"])
        for other, count in enumerate(row) if place != other
    )  # fmt: skip


def _show_kind(pair: Pair, label: str, one: dict[str, Any], lang: Language) -> bool:
    """One kind of subject; whether anything in it is hidden."""
    tables = [_costs(one, lang), _years(one, lang), _groups(one, lang), _rules(one, lang)]
    if _moves(one):
        tables.append(_tiers(pair, one, lang))
    _plain(f"— {label}")
    for table in tables:
        if table.row_count:
            _draw(table)
    shown = [one["people"] or {}, *one["rules"], *(r for t in one["groups"].values() for r in t)]
    return any(None in row.values() for row in shown)


def _costs(one: dict[str, Any], lang: Language) -> Table:
    table = _table(("cost", "before", "after", "change"), lang)
    for name, label in COSTS.items():
        first, last = (one["cost"][side][name] for side in ("before", "after"))
        if first or last:
            table.add_row(label.say(lang), *_three(first, last, lang))
    return table


def _years(one: dict[str, Any], lang: Language) -> Table:
    table = _table(("year", "cost", "before", "after", "change"), lang)
    rows = [*((str(row["year"]), row) for row in one["years"])]
    rows.append((HEADS["undated"].say(lang), one["undated"]))
    for year, row in rows:
        for name in ("sure", "up_to"):
            first, last = row["before"][name], row["after"][name]
            if first != last:
                table.add_row(year, COSTS[name].say(lang), *_three(first, last, lang))
    return table


PEOPLE = (
    "people", "unchanged", "sure_up", "sure_down", "sure_mean_change", "up_to_up", "up_to_down",
)  # fmt: skip


def _groups(one: dict[str, Any], lang: Language) -> Table:
    table = _table(("group", *PEOPLE), lang)
    everyone = "全部" if lang == "zh" else "all"
    rows = [(everyone, one["people"])] if one["people"] else []
    for dimension, listed in one["groups"].items():
        rows += [(f"{dimension}: {row['group']}", row) for row in listed[:MOST_SHOWN]]
    for name, row in rows:
        cells = [
            _signed(row[key], lang) if key == "sure_mean_change" else _count(row[key])
            for key in PEOPLE
        ]
        table.add_row(name, *cells)
    return table


def _rules(one: dict[str, Any], lang: Language) -> Table:
    heads = ("rule", "newly_eligible", "no_longer_eligible", "before", "after")
    table = _table(heads, lang)
    for row in one["rules"]:
        table.add_row(
            f"{row['title'][lang]} ({row['rule']})", _count(row["newly_eligible"]),
            _count(row["no_longer_eligible"]),
            *(_sum(_both(row[side]), lang) for side in ("before", "after")),
        )  # fmt: skip
    return table


def _both(row: dict[str, Any]) -> int | None:
    return None if row["sure"] is None else row["sure"] + row["up_to"]


def _tiers(pair: Pair, one: dict[str, Any], lang: Language) -> Table:
    classes = pair.base.tiers.classes if pair.base.tiers else ()
    labels = {tier.id: tier.label.say(lang) for tier in classes}
    names = [labels.get(name, name) for name in one["tiers"]["names"]]
    table = Table(HEADS["from_tier"].say(lang), *names)
    for name, row in zip(names, one["tiers"]["moves"], strict=True):
        table.add_row(name, *map(_count, row))
    return table


# -- what can be changed, and who fails by one thing


def show_handles(handles: Sequence[Handle], lang: Language) -> None:
    """A line for each place: its address, what it is, what it says now."""
    for one in handles:
        title = f"{one.title.say(lang)}：" if one.rule else ""
        _plain(f"{one.target}={one.value}  # {title}{one.label.say(lang)}")


def handle_data(handle: Handle) -> dict[str, Any]:
    """A handle as plain data; numbers as text, so that nothing is lost."""
    numbers = ("number", "minimum", "maximum", "step")
    return {
        "target": handle.target, "label": _said(handle.label), "title": _said(handle.title),
        "clause": handle.clause, "rule": handle.rule, "kind": handle.kind, "value": handle.value,
        **{name: _text(getattr(handle, name)) for name in numbers},
        "unit": _said(handle.unit),
        "options": {name: _said(label) for name, label in handle.options.items()},
    }  # fmt: skip


def _said(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _text(number: Any) -> str | None:
    return None if number is None else f"{number:f}"


def show_gaps(rows: Sequence[dict[str, Any]], found: Nearly, lang: Language) -> None:
    """Rules and conditions, the most frequent first."""
    if found.invented:
        _say(INVENTED, lang)
    packs = {pack.city: pack for pack in found.job.packs}
    heads = ("rule", "clause", "condition", "of", "alone", "others_unknown")
    table = _table(heads, lang)
    for row in rows:
        clause = packs[row["city"]].clause_label(row["clause"]).say(lang)
        table.add_row(
            f"{row['title'][lang]} ({row['rule']})", clause, row["condition"][lang],
            f"{row['number']}/{row['of']}", _count(row["alone"]), _count(row["others_unknown"]),
        )  # fmt: skip
        for name, count in _by_group(row):
            table.add_row("", "", f"  {name}", "", _count(count), "")
    _draw(table)
    if any(row["alone"] is None or row["others_unknown"] is None for row in rows):
        _say(SMALL, lang)


def _by_group(row: dict[str, Any]) -> Iterator[tuple[str, int | None]]:
    for dimension, table in row["groups"].items():
        for name, count in list(table.items())[:MOST_SHOWN]:
            yield f"{dimension}: {name}", count


# -- cells


def _table(heads: Sequence[str], lang: Language) -> Table:
    return Table(*(HEADS[name].say(lang) for name in heads))


def _count(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"


def _sum(fen: int | None, lang: Language) -> str:
    if fen is None:
        return HIDDEN
    return yuan(fen) if lang == "zh" else yuan_en(fen)


def _signed(fen: int | None, lang: Language) -> str:
    sign = "+" if fen is not None and fen > 0 else ""
    return sign + _sum(fen, lang)


def _three(first: int, last: int, lang: Language) -> tuple[str, str, str]:
    return _sum(first, lang), _sum(last, lang), _signed(last - first, lang)


def _say(label: Label, lang: Language) -> None:
    _plain(label.say(lang))


def _draw(table: Table) -> None:
    console = OUT if OUT.is_terminal else Console(width=WIDE)
    console.print(table)


def _plain(text: str) -> None:
    OUT.print(text, highlight=False, markup=False, soft_wrap=True)
