"""Every rule says itself in both languages, and an assessment is JSON of the promised shape."""

import json
import re
from typing import Any

import jsonschema_rs
import pytest
from tests.policy.mini import assessed, mini, outcome, reading, rule

from yanzhen.policy import (
    Explainer,
    Pack,
    as_json,
    cities_on_disk,
    load_pack,
    packs_on_disk,
    read_data,
)
from yanzhen.policy.vocabulary import Language

CITIES = cities_on_disk(packs_on_disk())
PACKS = {city: load_pack(city) for city in CITIES}
LATIN = re.compile(r"[A-Za-z][A-Za-z_]*")
HAN = re.compile(r"[\u4e00-\u9fff]")
NAMES = {  # Latin letters that Chinese documents themselves print
    "A",
    "B",
    "C",
    "D",
    "E",
    "F",
    "PCT",
    "SCI",
    "EI",
    "ESI",
    "QS",
    "US",
    "News",
    "CNRS",
    "CASS",
    "MBA",
    "CPA",
    "World",
    "Report",
    "Times",
    "Nature",
    "Science",
    "Cell",
    "ARWU",
    "CFA",
    "FRM",
    "ACCA",
    "IT",
    "V",
    "THE",
    "and",
    "U",
    "S",
    "IF",
}


def leftovers(text: str) -> set[str]:
    """Words of the machine, or English, in a Chinese sentence."""
    return {word for word in LATIN.findall(text) if word not in NAMES}


def conditions(pack: Pack) -> list[tuple[str, Any]]:
    found = [(rule.id, one) for rule in pack.rules.values() for one in rule.when]
    found += [
        (rule.id, one)
        for rule in pack.rules.values()
        if rule.for_each
        for one in rule.for_each.when
    ]
    items = [item for tier in (pack.tiers.classes if pack.tiers else ()) for item in tier.items]
    return found + [(item.id, one) for item in items for one in item.conditions]


def test_there_are_cities_to_look_at() -> None:
    assert "xiangtan" in CITIES


@pytest.mark.parametrize("city", CITIES)
def test_every_condition_has_a_sentence(city: str) -> None:
    pack = PACKS[city]
    zh, en = Explainer("zh", pack), Explainer("en", pack)
    for place, one in conditions(pack):
        assert HAN.search(zh.condition(one)), place
        assert not leftovers(zh.condition(one)), (place, zh.condition(one))
        assert en.condition(one).strip(), place
        assert not HAN.search(en.condition(one)), (place, en.condition(one))


@pytest.mark.parametrize("city", CITIES)
def test_every_rule_says_what_it_gives(city: str) -> None:
    pack = PACKS[city]
    zh, en = Explainer("zh", pack), Explainer("en", pack)
    for one in pack.rules.values():
        assert zh.amount(one)
        assert all(HAN.search(line) and not leftovers(line) for line in zh.amount(one)), zh.amount(
            one
        )
        assert all(line and not HAN.search(line) for line in en.amount(one)), en.amount(one)
        assert not HAN.search(f"{one.title.en}{one.summary.en}"), one.id
        assert not leftovers(one.title.zh), one.title.zh


@pytest.mark.parametrize("city", CITIES)
def test_every_fact_has_a_question_without_leftovers(city: str) -> None:
    for fact in PACKS[city].vocabulary.facts.values():
        assert fact.ask is not None
        for label in (fact.label, fact.ask, fact.note, fact.evidence):
            assert label is None or not HAN.search(label.en), fact.id
            assert label is None or HAN.search(label.zh), fact.id


SENTENCES = [
    ("jobs >= 30", "带动就业不少于30人", "Jobs is at least 30 people"),
    ("jobs < 30", "带动就业少于30人", "Jobs is below 30 people"),
    ("pay > wan(5)", "年薪多于5万元", "Pay is above CNY 50,000"),
    ("degree == 'doctor'", "学历为博士", "Degree is Doctor"),
    (
        "degree in ('doctor', 'master')",
        "学历为以下之一：博士、硕士",
        "Degree is one of: Doctor, Master",
    ),
    ("degree not in ('doctor', 'master')", "学历不为博士、硕士", "Degree is not Doctor, Master"),
    ("'french' in tongues", "语言包括法文", "Languages includes French"),
    ("not works", "不满足：在岗", "not: Works"),
    ("works and (local or passed)", "在岗，且(本地，或评估通过)", "Works, and (Local, or Passed)"),
    ("tier == 'A'", "人才层次为甲类", "talent tier is Class A"),
    (
        "any(level_of(h.award) == 'national' for h in honours)",
        "“荣誉”中至少有一条：奖项的级别为国家级",
        "at least one of “Honours”: Award level is national",
    ),
    (
        "any(h.won_on >= date('2020-04-22') for h in honours)",
        "“荣誉”中至少有一条：获奖日期不少于2020年4月22日",
        None,
    ),
    ("ratio >= 0.2", "比例不少于20%", "Ratio is at least 20%"),
    ("eligible('base')", "符合“待遇base”的条件", "the conditions of “base” are met"),
]


@pytest.mark.parametrize(("condition", "zh", "en"), SENTENCES)
def test_sentences(condition: str, zh: str, en: str | None) -> None:
    pack = mini(rule(when=[condition]), rule("base"))
    (one,) = pack.rules["aid"].when
    said = [Explainer(language, pack).condition(one) for language in ("zh", "en")]
    assert said[0] == zh.replace("不少于2020", "不早于2020") or said[0] == zh
    assert en is None or said[1] == en


TOP = {"city", "as_of", "pack", "subject", "outcomes", "totals"}
OUTCOME = {
    "rule",
    "clause",
    "title",
    "beneficiary",
    "status",
    "nature",
    "per_period_fen",
    "periods",
    "every",
    "total_fen",
    "min_fen",
    "max_fen",
    "schedule",
    "missing",
    "because",
    "readings",
    "near_miss",
    "in_kind",
}
MORE = {"tier", "ask"}
MORE_OF_OUTCOME = {"periods_up_to", "within_years", "exclusive_with", "claims", "payer"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_json_has_exactly_the_promised_keys(language: Language) -> None:
    from_api = as_json(assessed(PACKS["xiangtan"], {}), language)
    assert set(from_api) == TOP | MORE
    assert set(from_api["totals"]) == {"sure_fen", "up_to_fen", "loan_fen"}
    for one in from_api["outcomes"]:
        assert set(one) == OUTCOME | MORE_OF_OUTCOME, one["rule"]
    assert json.loads(json.dumps(from_api, ensure_ascii=False)) == from_api


def test_json_of_a_whole_outcome() -> None:
    parts = {"every": "year", "periods": 2, "starts": "hired_on", "when": ["works", "jobs >= 3"]}
    found = as_json(
        assessed(mini(rule(**parts)), {"works": True, "jobs": 3, "hired_on": "2026-01-01"})
    )
    (one,) = found["outcomes"]
    assert (one["status"], one["total_fen"], one["per_period_fen"], one["periods"]) == (
        "eligible", 2_000_000, 1_000_000, 2,
    )  # fmt: skip
    assert one["schedule"][1] == {
        "n": 2,
        "from": "2027-01-01",
        "until": "2027-12-31",
        "fen": 1_000_000,
        "at_most_fen": 1_000_000,
    }
    assert one["because"][1] == {
        "condition": "带动就业不少于3人",
        "truth": "true",
        "facts": {"jobs": 3},
    }
    assert found["totals"] == {"sure_fen": 2_000_000, "up_to_fen": 0, "loan_fen": 0}


def test_json_of_readings_and_near_misses() -> None:
    pack = mini(
        rule(when=["scope == 'wide' or works"]), readings=[reading("scope", "narrow", "wide")]
    )
    (one,) = as_json(assessed(pack, {"works": False}))["outcomes"]
    assert one["status"] == "pending_interpretation"
    assert [part["choices"] for part in one["readings"]] == [{"scope": "narrow"}, {"scope": "wide"}]
    pack = mini(rule(when=["jobs >= 30"]))
    (one,) = as_json(assessed(pack, {"jobs": 29}))["outcomes"]
    assert one["near_miss"] == [
        {
            "fact": "jobs",
            "given": 29,
            "relation": ">=",
            "needed": 30,
            "say": "带动就业：现为29人，需不少于30人",
        }
    ]


WHY = [
    ({"jobs": 1, "works": True}, "带动就业不少于3人"),
    ({"jobs": 1, "works": False}, "在岗；带动就业不少于3人"),
    ({}, "在岗、带动就业"),
    ({"works": True, "jobs": 3}, ""),
]


@pytest.mark.parametrize(("facts", "expected"), WHY)
def test_why(facts: dict[str, Any], expected: str) -> None:
    pack = mini(rule(when=["works", "jobs >= 3"]))
    assert Explainer("zh", pack).why(outcome(pack, facts)) == expected


def test_every_gap_of_an_empty_subject_has_a_name_in_chinese() -> None:
    pack = PACKS["xiangtan"]
    zh, en = Explainer("zh", pack), Explainer("en", pack)
    for kind in pack.vocabulary.subjects:
        for gap in assessed(pack, {}, subject=kind).ask:
            assert HAN.search(zh.fact_label(gap)), gap
            assert not HAN.search(en.fact_label(gap)), gap


SCHEMAS = packs_on_disk() / "schema"
KINDS = [
    ("cases", "*/cases*.yaml"),
    ("facts", "vocabulary/facts/*.yaml"),
    ("benefits", "*/benefits/*.yaml"),
    ("figures", "*/figures.yaml"),
    ("tiers", "*/tiers.yaml"),
    ("pack", "*/pack.yaml"),
    ("documents", "*/documents.yaml"),
    ("programmes", "*/programmes.yaml"),
    ("readings", "*/readings*.yaml"),
    ("subjects", "vocabulary/subjects.yaml"),
    ("catalogue", "vocabulary/catalogue.yaml"),
]


@pytest.mark.parametrize(("kind", "files"), KINDS)
def test_the_schema_an_editor_uses_accepts_the_real_files(kind: str, files: str) -> None:
    entry = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    whole = json.loads((SCHEMAS / "format.schema.json").read_text("utf-8"))
    assert entry["$ref"].startswith("format.schema.json#/$defs/")
    validator = jsonschema_rs.validator_for(
        {**whole, "$ref": entry["$ref"].removeprefix("format.schema.json")}
    )
    found = sorted(packs_on_disk().glob(files))
    assert found or kind == "cases"
    for path in found:
        validator.validate(read_data(path.read_text("utf-8")))
    assert not validator.is_valid({"nonsense": 1})
