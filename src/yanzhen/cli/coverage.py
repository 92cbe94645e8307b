"""What a pack holds, which work is left in it, and which part of the product carries what it names.

coverage(pack)["figures_unaccounted"]        ->  0
coverage(pack)["work_left"]                  ->  [] when every clause is done
coverage(pack)["programmes_waiting"]         ->  {"card": ["green-card", ...], ...}
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from yanzhen.policy import Pack
from yanzhen.policy.accounts import is_accounted
from yanzhen.policy.vocabulary import Label, Language

PARTS = {
    "benefit": Label("待遇规则", "benefit rules"),
    "tier": Label("人才目录", "talent catalogue"),
    "clause_library": Label("条款库", "clause library"),
    "register": Label("登记册", "registers"),
    "card": Label("人才卡", "talent card"),
    "service_item": Label("服务事项", "service items"),
    "case": Label("办件", "cases"),
    "call": Label("征集、评审与活动", "calls, panels and events"),
    "exchange": Label("供需对接", "demand and supply"),
    "directory": Label("名录", "directories"),
    "ledger": Label("资金与指标台账", "money and quota ledgers"),
    "duty": Label("任务", "duties"),
    "liaison": Label("联系服务", "liaison"),
    "indicator": Label("指标与评估", "indicators and evaluation"),
}
"""The parts of the product that a programme's `carried_by` names."""
BUILT = frozenset({"benefit", "case", "clause_library", "service_item", "tier"})
"""The parts that exist today; what the others are to carry waits for them."""


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be done in one clause."""

    clause: str
    figures: int
    unaccounted: tuple[str, ...]
    unwritten: tuple[str, ...]


def coverage(pack: Pack) -> dict[str, Any]:
    """What a pack holds, how much of its documents is accounted for, and what is left."""
    accounted = sum(1 for figure in pack.figures if figure.by)
    unaccounted = sum(1 for figure in pack.figures if not is_accounted(figure))
    natures = Counter(rule.nature for rule in pack.rules.values())
    return {
        "documents": len(pack.documents),
        "clauses": sum(len(one.clauses) for one in pack.documents.values()),
        "clauses_unwritten": sum(1 for one in work_left(pack) if one.unwritten),
        "figures": len(pack.figures),
        "figures_used": accounted,
        "figures_noted": len(pack.figures) - accounted - unaccounted,
        "figures_unaccounted": unaccounted,
        "rules": len(pack.rules),
        "rules_by_nature": dict(sorted(natures.items())),
        "tier_items": sum(len(one.items) for one in (pack.tiers.classes if pack.tiers else ())),
        "readings": len(pack.readings),
        "readings_open": sum(1 for one in pack.readings.values() if one.settled is None),
        "parameters": len(pack.parameters),
        "parameters_without_value": sum(1 for one in pack.parameters.values() if not one.values),
        "programmes": len(pack.programmes),
        "programmes_by_part": {part: len(ids) for part, ids in by_part(pack).items()},
        "programmes_waiting": {
            part: ids for part, ids in by_part(pack).items() if part not in BUILT
        },
        "services": len(pack.services),
        "duties": len(pack.plan),
        "cases": len(pack.cases),
        "work_left": [
            {
                "clause": one.clause,
                "figures": one.figures,
                "unaccounted": list(one.unaccounted),
                "unwritten": list(one.unwritten),
            }
            for one in work_left(pack)
        ],
    }


def by_part(pack: Pack) -> dict[str, list[str]]:
    """The ids of the programmes by the part that carries them, built parts first."""
    found: dict[str, list[str]] = {}
    for programme in pack.programmes.values():
        found.setdefault(programme.carried_by, []).append(programme.id)
    return {part: found[part] for part in PARTS if part in found}


def work_left(pack: Pack) -> tuple[Left, ...]:
    """The clauses in which something is still to be written or accounted for, in order."""
    clauses = [clause for one in pack.documents.values() for clause in one.clauses.values()]
    left = []
    for clause in clauses:
        figures = [one for one in pack.figures if one.clause == clause.id]
        unaccounted = tuple(one.token for one in figures if not is_accounted(one))
        labels = {"heading": clause.heading, "summary": clause.summary}
        unwritten = tuple(
            name for name, label in labels.items() if not (label.zh.strip() and label.en.strip())
        )
        if unaccounted or unwritten:
            left.append(Left(clause.id, len(figures), unaccounted, unwritten))
    return tuple(left)


ROWS = {
    "documents": Label("文件", "documents"),
    "clauses": Label("条款", "clauses"),
    "clauses_unwritten": Label("其中还没有写标题或说明", "of which without heading or summary"),
    "figures": Label("数字", "figures"),
    "figures_used": Label("其中由规则、目录、名目或参数承接", "of which used"),
    "figures_noted": Label("其中注明不是规则数字", "of which noted as no number of a rule"),
    "figures_unaccounted": Label("没有去处的数字", "figures unaccounted for"),
    "rules": Label("规则", "rules"),
    "tier_items": Label("人才目录条目", "items of the talent catalogue"),
    "readings_open": Label("未定读法", "open readings"),
    "parameters_without_value": Label("没有值的参数", "parameters without a value"),
    "programmes": Label("名目（系统、机制、项目、服务）", "named programmes"),
    "services": Label("事项", "service items"),
    "duties": Label("任务", "duties"),
    "cases": Label("案例", "worked cases"),
}
WAITING = Label("待建部分承接", "waits for a part not yet built")
CARRIED = Label("承接", "carried by")


def tables(pack: Pack, lang: Language) -> Iterator[Table]:
    """What a pack holds, the programmes by part, and the work left where there is any."""
    held = Table("", "", title=pack.title.say(lang) or pack.city, show_header=False)
    held.title_justify = "left"
    counted = coverage(pack)
    for key, label in ROWS.items():
        held.add_row(label.say(lang), str(counted[key]))
    yield held
    if pack.programmes:
        yield _programmes(pack, lang)
    if left := work_left(pack):
        yield _left(pack, left, lang)


def _programmes(pack: Pack, lang: Language) -> Table:
    """Each part with how many it carries; of a part not yet built the programmes by name."""
    part_head = Label("产品部分", "part of the product").say(lang)
    count_head = Label("名目", "programmes").say(lang)
    table = Table(part_head, count_head, "")
    for part, ids in by_part(pack).items():
        built = part in BUILT
        listed = "" if built else f"{WAITING.say(lang)}: {', '.join(ids)}"
        table.add_row(PARTS[part].say(lang), str(len(ids)), CARRIED.say(lang) if built else listed)
    return table


def _left(pack: Pack, left: tuple[Left, ...], lang: Language) -> Table:
    title = Label("还要做的", "Work left").say(lang)
    heads = (
        Label("条款", "clause"), Label("数字", "figures"),
        Label("没有去处的", "unaccounted for"), Label("没有写的", "not written"),
    )  # fmt: skip
    table = Table(*(head.say(lang) for head in heads), title=title, title_justify="left")
    for one in left:
        done = f"{one.figures - len(one.unaccounted)}/{one.figures}"
        name = f"{one.clause}  {pack.clause_label(one.clause).say(lang)}"
        table.add_row(name, done, " ".join(one.unaccounted), ", ".join(one.unwritten))
    return table


def print_coverage(pack: Pack, out: Console, lang: Language) -> None:
    """The tables, and how far the pack has come."""
    for table in tables(pack, lang):
        out.print(table)
    held = coverage(pack)
    done = held["figures"] - held["figures_unaccounted"]
    written = held["clauses"] - held["clauses_unwritten"]
    zh = (
        f"进度：条款 {written}/{held['clauses']} 已写，数字 {done}/{held['figures']} 有去处，"
        f"规则 {held['rules']}，案例 {held['cases']}"
    )
    en = (
        f"Progress: {written}/{held['clauses']} clauses written, {done}/{held['figures']} figures "
        f"accounted for, {held['rules']} rules, {held['cases']} cases"
    )
    if held["work_left"]:
        out.print(Label(zh, en).say(lang), highlight=False, markup=False)
