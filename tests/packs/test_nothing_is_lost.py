"""Nothing of the law is lost: whatever figure, sum or number is dropped or changed, a check fails.

Every figure of `figures.yaml` is deleted once, every sum of every benefit is changed once, and so
is every number in a condition; reading or checking the pack must find something each time.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from yanzhen.policy import (
    Finding,
    Pack,
    Source,
    cities_on_disk,
    packs_on_disk,
    read_data,
    read_pack,
    sources_on_disk,
)
from yanzhen.policy.build import build_pack, build_vocabulary, lifecycles_of
from yanzhen.policy.check import check_pack
from yanzhen.policy.read import read_sheet
from yanzhen.policy.sheet import Sheet
from yanzhen.policy.values import FEN_PER

CITIES = cities_on_disk(packs_on_disk())
FILES = {city: sources_on_disk(packs_on_disk(), city) for city in CITIES}
PACKS = {city: read_pack(files).pack for city, files in FILES.items()}
SUM = re.compile(r"\d+(?:\.\d+)?(?:万元|亿元|元)")
NUMBER = re.compile(r"(?<![\w'.-])\d+(?:\.\d+)?(?![\w'.-])")


# How much each city's documents hold at the least: figures, figures of sums, sums of rules.
LEAST = {
    "changsha": (15, 0, 0),  # its document names no sum
    "hengyang": (90, 30, 45),
    "quzhou": (120, 25, 30),
    "xiangtan": (150, 50, 60),
}
WHOLE = {one for files in FILES.values() for one in files}


def pack_of(city: str) -> Pack:
    pack = PACKS[city]
    assert pack is not None
    assert check_pack(pack) == ()
    return pack


def checked(files: tuple[Source, ...]) -> tuple[Finding, ...]:
    """Reading and checking, the files that did not change parsed once."""
    findings: list[Finding] = []
    sheets = []
    for one in sorted(files, key=lambda one: one.name):
        sheet, found = parsed(one) if one in WHOLE else parsed.__wrapped__(one)
        findings += found
        sheets += [sheet] if sheet else []
    shared = [one for one in sheets if one.name.startswith("vocabulary/")]
    own = [one for one in sheets if not one.name.startswith("vocabulary/")]
    lifecycles = lifecycles_of(shared, findings)
    pack = build_pack(own, build_vocabulary(shared, findings), lifecycles, "", findings)
    return tuple(findings) if pack is None else (*findings, *check_pack(pack))


@cache
def parsed(source: Source) -> tuple[Sheet | None, tuple[Finding, ...]]:
    found: list[Finding] = []
    return read_sheet(source, found), tuple(found)


def small(city: str, changed: Source) -> tuple[Source, ...]:
    """The pack without its worked cases, one file changed."""
    others = (one for one in FILES[city] if one.name != changed.name and "cases" not in one.name)
    return (*others, changed)


@pytest.mark.parametrize("city", CITIES)
def test_every_figure_is_missed_when_it_is_gone(city: str) -> None:
    pack = pack_of(city)
    assert len(pack.figures) > LEAST[city][0]
    for number, figure in enumerate(pack.figures):
        fewer = replace(pack, figures=pack.figures[:number] + pack.figures[number + 1 :])
        codes = {one.code for one in check_pack(fewer)}
        assert "figures-changed" in codes, figure


@pytest.mark.parametrize("city", CITIES)
def test_every_figure_a_rule_rests_on_is_missed_even_if_the_list_was_signed_anew(city: str) -> None:
    """Who deletes a figure and renews the document's fingerprint is found by the rule's number."""
    pack = pack_of(city)
    resting = [
        one for one in pack.figures if one.kind in ("benefit", "cap") and one.unit in FEN_PER
    ]
    assert len(resting) >= LEAST[city][1]
    for figure in resting:
        fewer = replace(pack, figures=tuple(one for one in pack.figures if one is not figure))
        codes = {one.code for one in check_pack(fewer)}
        assert codes > {"figures-changed"}, figure


@pytest.mark.parametrize("city", CITIES)
def test_every_figure_that_is_changed_is_noticed(city: str) -> None:
    pack = pack_of(city)
    for number, figure in enumerate(pack.figures):
        other = replace(figure, token=figure.token + "9")
        changed = replace(
            pack, figures=(*pack.figures[:number], other, *pack.figures[number + 1 :])
        )
        assert check_pack(changed), figure


@pytest.mark.parametrize("city", CITIES)
def test_every_figure_without_its_account_is_noticed(city: str) -> None:
    pack = pack_of(city)
    for number, figure in enumerate(pack.figures):
        if not figure.by:
            continue
        other = replace(figure, by=(), note=None)
        changed = replace(
            pack, figures=(*pack.figures[:number], other, *pack.figures[number + 1 :])
        )
        assert "unaccounted-figure" in {one.code for one in check_pack(changed)}, figure


def benefit_files(city: str) -> list[Source]:
    return [one for one in FILES[city] if "/benefits/" in one.name]


BENEFITS = [(city, one.name) for city in CITIES for one in benefit_files(city)]


def spots(text: str, pattern: re.Pattern[str], keys: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where a pattern stands in the lines that carry what is computed, not in words."""
    inside = False
    indent = 0
    start = 0
    for line in text.splitlines(keepends=True):
        depth = len(line) - len(line.lstrip(" "))
        key = line.strip().removeprefix("- ").split(":", 1)[0]
        if key in keys:
            inside, indent = True, depth
        elif inside and line.strip() and depth <= indent:
            inside = False
        words = key in ("zh", "en", "note", "notes")
        if inside and not words:
            code = re.split(r"\b(?:zh|en|note): ", line)[0]
            for found in pattern.finditer(code):
                yield pattern.match(text, start + found.start()) or found
        start += len(line)


AMOUNTS = ("amount", "caps")
NUMBERS = ("when", "amount", "periods", "pay", "for_each", "any")


def changed_at(source: Source, spot: re.Match[str], word: str) -> Source:
    return Source(source.name, source.text[: spot.start()] + word + source.text[spot.end() :])


@pytest.mark.parametrize(("city", "name"), BENEFITS)
def test_every_sum_that_is_changed_is_noticed(city: str, name: str) -> None:
    source = next(one for one in FILES[city] if one.name == name)
    found = list(spots(source.text, SUM, AMOUNTS))
    assert found or "amount:" not in source.text or LEAST[city][2] > len(found)
    for spot in found:
        assert checked(small(city, changed_at(source, spot, "7654321元"))), (name, spot)


@pytest.mark.parametrize("city", CITIES)
def test_every_sum_that_is_deleted_is_noticed(city: str) -> None:
    """Each row, band, limit and cap of the built pack goes once."""
    pack = pack_of(city)
    gone = 0
    for rule in pack.rules.values():
        for fewer in without_one_sum(rule):
            changed = replace(pack, rules={**pack.rules, rule.id: fewer})
            assert check_pack(changed), rule.id
            gone += 1
    assert gone >= LEAST[city][2]


def without_one_sum(rule: Any) -> Iterator[Any]:
    amount = rule.amount
    for key in amount.rows if amount else ():
        rows = {one: row for one, row in amount.rows.items() if one != key}
        yield replace(rule, amount=replace(amount, rows=rows))
    for number in range(len(amount.bands) if amount else 0):
        if amount.bands[number][1].high.__class__.__name__ == "Literal":
            bands = amount.bands[:number] + amount.bands[number + 1 :]
            yield replace(rule, amount=replace(amount, bands=bands))
    if amount and amount.at_most is not None:
        yield replace(rule, amount=replace(amount, at_most=None))
    for number in range(len(rule.caps)):
        yield replace(rule, caps=rule.caps[:number] + rule.caps[number + 1 :])
    terms = [replace(rule, periods=None), replace(rule, within_years=None)]
    counts = [rule.periods.count if rule.periods else 0, rule.within_years or 0]
    for fewer, count in zip(terms, counts, strict=True):
        if count > 1:
            yield fewer


COMPUTED = [
    (city, one.name)
    for city in CITIES
    for one in FILES[city]
    if "/benefits/" in one.name or one.name == f"{city}/tiers.yaml"
]


@pytest.mark.parametrize(("city", "name"), COMPUTED)
def test_every_number_that_is_changed_is_noticed(city: str, name: str) -> None:
    source = next(one for one in FILES[city] if one.name == name)
    found = list(spots(source.text, NUMBER, NUMBERS))
    for spot in found:
        assert checked(small(city, changed_at(source, spot, "7919"))), (name, spot)
    assert found or "tiers" not in name


@pytest.mark.parametrize("city", CITIES)
def test_the_pack_as_it_is_passes(city: str) -> None:
    """Or every change would seem to be noticed."""
    for source in benefit_files(city):
        assert checked(small(city, source)) == ()


def test_the_search_finds_numbers_and_leaves_words_alone() -> None:
    text = "\n".join([
        "benefits:", "  - id: art-9-x", "    summary: {zh: 30人, en: 30}", "    when:",
        "      - jobs >= 30", "      - {if: rank <= 3, zh: 前3名, en: top 3}",
        "    amount: {by: tier, A: 5万元}", "    notes: [20元]",
    ])  # fmt: skip
    assert [one[0] for one in spots(text, NUMBER, NUMBERS)] == ["30", "3"]
    assert [one[0] for one in spots(text, SUM, AMOUNTS)] == ["5万元"]
    assert read_data(text)["benefits"][0]["when"][0] == "jobs >= 30"
