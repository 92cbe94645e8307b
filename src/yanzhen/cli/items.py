"""`services`: what one can apply for in a city, as a table, or one item whole."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from yanzhen.cli.places import packs_folder
from yanzhen.policy import Pack, Problem, UnknownItem, item_elements, load_pack
from yanzhen.policy.errors import nearest
from yanzhen.policy.item_elements import PLACE_LABELS, UNSAID
from yanzhen.policy.vocabulary import Label, Language

OUT = Console()
HEADS = {
    "zh": ("条款", "事项", "名称", "类别", "办理单位"),
    "en": ("clause", "item", "name", "kind", "units"),
}
PARTS = {
    "basis": Label("依据", "Basis"),
    "subjects": Label("办理对象", "For"),
    "apply": Label("谁来申请", "Who applies"),
    "conditions": Label("条件", "Conditions"),
    "materials": Label("材料", "Papers"),
    "chain": Label("办理环节", "Steps"),
    "days": Label("办理期限", "Working days"),
    "result": Label("办理结果", "Result"),
    "fee": Label("收费", "Fee"),
    "where": Label("申请与投诉", "Where to apply and to complain"),
    "open": Label("文件没有写明的", "What the document leaves open"),
    "notes": Label("说明", "Notes"),
}
DAYS = {
    "statutory": Label("法定期限", "Statutory"),
    "promised": Label("承诺期限", "Promised"),
    "publicity": Label("公示期", "Publicity period"),
}
WHERE = {"apply": Label("申请", "Apply"), "complain": Label("投诉", "Complain")}
ARRANGED = Label("文件未就本事项点名", "not named for this item in the document")


def services(
    city: str, item_id: str | None, packs: Path | None, as_json: bool, lang: Language
) -> None:
    """Print a city's service items, or one of them whole."""
    pack = load_pack(city, packs_folder(packs))
    if item_id is not None and item_id not in pack.services:
        zh, en = f"{city} 没有事项 {item_id}", f"{city} has no service item {item_id}"
        raise UnknownItem(Problem("unknown-item", None, zh, en, nearest(item_id, pack.services)))
    items = [pack.services[item_id]] if item_id else list(pack.services.values())
    data = [item_elements(pack, one, lang) for one in items]
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    elif item_id:
        _print_item(data[0], lang)
    else:
        _print_items(pack, data, lang)


def _print_items(pack: Pack, data: list[dict[str, Any]], lang: Language) -> None:
    table = Table(*HEADS[lang], title=f"{pack.title.say(lang)} {pack.policy.say(lang)}")
    for one in data:
        table.add_row(
            _joined([part["label"] for part in one["basis"]], lang),
            one["id"],
            one["title"],
            one["kind"]["label"],
            " → ".join(dict.fromkeys(_units(step, lang) for step in one["chain"] if step["units"])),
        )
    OUT.print(table)
    for none in pack.no_items:
        names = ", ".join([*none.rules, *none.programmes])
        OUT.print(f"{names}：{none.why.say(lang)}", highlight=False, markup=False)


def _units(step: dict[str, Any], lang: Language) -> str:
    return _joined([one["label"] for one in step["units"]], lang)


def _joined(words: list[str], lang: Language) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def _print_item(data: dict[str, Any], lang: Language) -> None:
    OUT.print(f"[bold]{data['title']}[/bold]  {data['code']}", highlight=False)
    for line in data["summary"]:
        OUT.print(line, highlight=False, markup=False)
    for key, head in PARTS.items():
        lines = _lines(key, data[key], lang)
        if lines:
            OUT.print(f"\n{head.say(lang)}")
            for line in lines:
                OUT.print(f"  · {line}", highlight=False, markup=False)


def _lines(key: str, part: Any, lang: Language) -> list[str]:
    """One element in lines."""
    if key == "basis":
        return [f"{one['title']} {one['label']} {one['heading']}" for one in part]
    if key in ("subjects", "apply"):
        return [one["label"] for one in part]
    if key == "conditions":
        several = len(part) > 1
        return [
            f"{one['title']}：{line}" if several else line for one in part for line in one["lines"]
        ]
    if key == "materials":
        return [f"{one['label']}（{one['grade']} {one['grade_label']}）" for one in part]
    if key == "chain":
        return [_step(one, lang) for one in part]
    if key == "days":
        return [f"{DAYS[name].say(lang)}：{_term(term, lang)}" for name, term in part.items()]
    if key == "where":
        told = {"apply": part["apply"] and part["apply"]["label"], "complain": part["complain"]}
        return [f"{WHERE[k].say(lang)}：{v or UNSAID.say(lang)}" for k, v in told.items()]
    return [part] if isinstance(part, str) else list(part)


def _step(step: dict[str, Any], lang: Language) -> str:
    units = [
        one["label"]
        if one["named"] or one["kind"] == "unnamed"
        else f"{one['label']}（{ARRANGED.say(lang)}）"
        for one in step["units"]
    ]
    place = PLACE_LABELS[step["place"]].say(lang)
    return f"{step['label']}（{place}）：{_joined(units, lang) or UNSAID.say(lang)}"


def _term(term: dict[str, Any] | None, lang: Language) -> str:
    if term is None:
        return UNSAID.say(lang)
    return f"{term['days']}个工作日" if lang == "zh" else f"{term['days']} working days"
