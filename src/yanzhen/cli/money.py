"""`funding`: what a city's documents say about funds, countable places, shares and clawback."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from yanzhen.cli.places import packs_folder
from yanzhen.policy import Pack, funding_elements, load_pack
from yanzhen.policy.vocabulary import Label, Language

OUT = Console()
HEADS = {
    "zh": ("条款", "类别", "名称", "写了什么", "没有写什么"),
    "en": ("clause", "kind", "name", "what is said", "what is left open"),
}
NONE = Label(
    "{city}的政策包没有资金与额度的内容（funding.yaml）。",
    "The pack of {city} says nothing about funds and places (funding.yaml).",
)


def funding(city: str, packs: Path | None, as_json: bool, lang: Language) -> None:
    """Print the entries of a city, as a table or as JSON."""
    pack = load_pack(city, packs_folder(packs))
    data = funding_elements(pack, lang)
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    elif data:
        _print(pack, data, lang)
    else:
        OUT.print(NONE.say(lang).format(city=pack.title.say(lang)), highlight=False)


def _print(pack: Pack, data: list[dict[str, Any]], lang: Language) -> None:
    title = f"{pack.title.say(lang)} {pack.policy.say(lang)}"
    table = Table(*HEADS[lang], title=title, show_lines=True)
    joint = "；" if lang == "zh" else "; "
    for one in data:
        cells = (
            one["clause_label"], one["kind_label"], one["title"],
            joint.join(one["said"]), "\n".join(one["notes"]),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    OUT.print(table)
