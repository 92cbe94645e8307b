"""`packs check` and `packs figures`: findings, coverage, and what accounts for each figure."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from yanzhen.cli.coverage import coverage, print_coverage
from yanzhen.cli.places import packs_folder, read_texts
from yanzhen.policy import Finding, Pack, cities_on_disk, load_pack, read_pack, sources_on_disk
from yanzhen.policy.check import check_cases, check_pack, check_text
from yanzhen.policy.read import holidays_on_disk, read_holidays
from yanzhen.policy.vocabulary import Language

OUT = Console()


def check(
    cities: list[str], texts: Path | None, packs: Path | None, as_json: bool, lang: Language
) -> int:
    """Check packs; the exit code: 0 without findings, 1 with any."""
    root = packs_folder(packs)
    given = read_texts(texts)
    _, of_holidays = read_holidays(holidays_on_disk(root))
    reports = []
    for city in cities or cities_on_disk(root):
        result = read_pack(sources_on_disk(root, city, cases=True))
        found = [*result.findings, *of_holidays]
        if result.pack is not None:
            found += [*check_pack(result.pack), *check_cases(result.pack)]
            if given is not None:
                found += check_text(result.pack, given)
        reports.append((city, result.pack, found))
    if as_json:
        print(json.dumps([_as_json(*report) for report in reports], ensure_ascii=False, indent=2))
    else:
        for city, pack, found in reports:
            _print(city, pack, found, given is not None, lang)
    return 1 if any(found for _, _, found in reports) else 0


def _as_json(city: str, pack: Pack | None, found: list[Finding]) -> dict[str, Any]:
    return {
        "city": city,
        "pack": pack.content_hash if pack else None,
        "findings": [asdict(finding) for finding in found],
        "coverage": coverage(pack) if pack else None,
    }


def _print(
    city: str, pack: Pack | None, found: list[Finding], with_text: bool, lang: Language
) -> None:
    zh = lang == "zh"
    for finding in found:
        print(finding)
    name = (pack.title.say(lang) if pack else "") or city
    if pack is not None:
        print_coverage(pack, OUT, lang)
        if not with_text:
            OUT.print("未与原文比对（--text）" if zh else "not compared with the text (--text)")
    ending = f"{len(found)} 个问题" if zh else f"{len(found)} findings"
    OUT.print(f"{name}：{ending}" if zh else f"{name}: {ending}")


def figures(city: str, packs: Path | None, as_json: bool, lang: Language) -> None:
    """Print every figure of a city's documents with what accounts for it."""
    pack = load_pack(city, packs_folder(packs))
    rows: list[dict[str, Any]] = [
        {
            "document": one.document,
            "clause": one.clause,
            "token": one.token,
            "value": None if one.value is None else str(one.value),
            "unit": one.unit,
            "kind": one.kind,
            "by": list(one.by),
            "note": one.note.say(lang) if one.note else "",
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
