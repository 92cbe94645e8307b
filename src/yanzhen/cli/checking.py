"""`packs check` and `packs figures`: findings, coverage, and what accounts for each figure."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from yanzhen.policy import (
    Finding,
    Pack,
    cities_on_disk,
    load_pack,
    packs_on_disk,
    read_pack,
    sources_on_disk,
)
from yanzhen.policy.check import check_cases, check_pack, check_text
from yanzhen.policy.vocabulary import Language

OUT = Console()


def check(cities: list[str], texts: Path | None, as_json: bool, lang: Language) -> int:
    """Check packs; the exit code: 0 without findings, 1 with any."""
    root = packs_on_disk()
    read_texts = _texts(texts)
    reports = []
    for city in cities or cities_on_disk(root):
        result = read_pack(sources_on_disk(root, city, cases=True))
        found = list(result.findings)
        if result.pack is not None:
            found += [*check_pack(result.pack), *check_cases(result.pack)]
            if read_texts is not None:
                found += check_text(result.pack, read_texts)
        reports.append((city, result.pack, found))
    if as_json:
        print(json.dumps([_as_json(*report) for report in reports], ensure_ascii=False, indent=2))
    else:
        for city, pack, found in reports:
            _print(city, pack, found, read_texts is not None, lang)
    return 1 if any(found for _, _, found in reports) else 0


def _texts(folder: Path | None) -> dict[str, str] | None:
    if folder is None:
        return None
    if not folder.is_dir():
        print(f"没有文件夹 {folder} / no such folder: {folder}", file=sys.stderr)
        raise SystemExit(1)
    return {path.name: _text(path) for path in sorted(folder.glob("*.txt"))}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"读不了文件 {path} / cannot read {path}: {error}", file=sys.stderr)
        raise SystemExit(1) from None


def coverage(pack: Pack) -> dict[str, Any]:
    """What a pack holds and how much of its documents is accounted for."""
    rules = pack.rules.values()
    accounted = sum(1 for figure in pack.figures if figure.by)
    noted = sum(1 for figure in pack.figures if not figure.by and figure.note)
    tiers = pack.tiers.classes if pack.tiers else ()
    return {
        "documents": len(pack.documents),
        "clauses": sum(len(one.clauses) for one in pack.documents.values()),
        "figures": len(pack.figures),
        "figures_used": accounted,
        "figures_noted": noted,
        "figures_unaccounted": len(pack.figures) - accounted - noted,
        "rules": len(pack.rules),
        "rules_by_nature": dict(sorted(Counter(rule.nature for rule in rules).items())),
        "tier_items": sum(len(tier.items) for tier in tiers),
        "readings": len(pack.readings),
        "readings_open": sum(1 for one in pack.readings.values() if one.settled is None),
        "parameters": len(pack.parameters),
        "parameters_without_value": sum(1 for one in pack.parameters.values() if not one.values),
        "programmes": len(pack.programmes),
        "programmes_by_part": dict(
            sorted(Counter(one.carried_by for one in pack.programmes.values()).items())
        ),
        "cases": len(pack.cases),
    }


def _as_json(city: str, pack: Pack | None, found: list[Finding]) -> dict[str, Any]:
    return {
        "city": city,
        "pack": pack.content_hash if pack else None,
        "findings": [asdict(finding) for finding in found],
        "coverage": coverage(pack) if pack else None,
    }


COVERAGE_LABELS = {
    "documents": ("文件", "documents"),
    "clauses": ("条款", "clauses"),
    "figures": ("数字", "figures"),
    "figures_used": ("其中由规则、目录、名目或参数承接", "of which used"),
    "figures_noted": ("其中注明不是规则数字", "of which noted as no number of a rule"),
    "figures_unaccounted": ("没有去处的数字", "figures unaccounted for"),
    "rules": ("规则", "rules"),
    "tier_items": ("人才目录条目", "items of the talent catalogue"),
    "readings_open": ("未定读法", "open readings"),
    "parameters_without_value": ("没有值的参数", "parameters without a value"),
    "programmes": ("名目（系统、机制、项目、服务）", "named programmes"),
    "cases": ("案例", "worked cases"),
}


def _print(
    city: str, pack: Pack | None, found: list[Finding], with_text: bool, lang: Language
) -> None:
    zh = lang == "zh"
    for finding in found:
        print(finding)
    name = pack.title.say(lang) if pack else city
    if pack is not None:
        table = Table("", "", title=name, show_header=False, title_justify="left")
        held = coverage(pack)
        for key, labels in COVERAGE_LABELS.items():
            table.add_row(labels[0 if zh else 1], str(held[key]))
        OUT.print(table)
        if not with_text:
            OUT.print("未与原文比对（--text）" if zh else "not compared with the text (--text)")
    ending = f"{len(found)} 个问题" if zh else f"{len(found)} findings"
    OUT.print(f"{name}：{ending}" if zh else f"{name}: {ending}")


def figures(city: str, as_json: bool, lang: Language) -> None:
    """Print every figure of a city's documents with what accounts for it."""
    pack = load_pack(city)
    rows: list[dict[str, Any]] = [
        {
            "document": one.document,
            "clause": one.clause,
            "token": one.token,
            "value": None if one.value is None else str(one.value),
            "unit": one.unit,
            "kind": one.kind,
            "by": list(one.by),
            "note": one.note,
        }
        for one in pack.figures
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    heads = ("条款", "数字", "类别", "去处") if lang == "zh" else ("clause", "figure", "kind", "by")
    table = Table(*heads)
    for row in rows:
        account = "、".join(row["by"]) or str(row["note"])
        table.add_row(row["clause"], row["token"], row["kind"], account)
    OUT.print(table)
