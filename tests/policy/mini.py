"""A tiny city for tests: a vocabulary, a catalogue of two tiers and a few clauses, all in memory.

A test says only what it is about; everything else is filled in.

    pack = mini(rule("aid", when=["jobs >= 30"], amount="3万元"))
    outcome(pack, {"jobs": 29}).status   ->  "ineligible"
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from yanzhen.policy import (
    Assessment,
    Engine,
    Finding,
    Outcome,
    Pack,
    Source,
    admit,
    packs_on_disk,
    read_pack,
)

DAY = date(2026, 1, 1)
LIFECYCLES = packs_on_disk() / "vocabulary/lifecycles.yaml"

SUBJECTS = """\
subjects:
  - {id: person, zh: 个人, en: Person}
  - {id: employer, zh: 用人单位, en: Employer}
groups:
  - {id: work, zh: 工作, en: Work}
"""
CATALOGUE = """\
awards:
  - {id: star, zh: 星奖, en: Star Award, level: national, group: science}
  - {id: moon, zh: 月奖, en: Moon Award, level: provincial, group: arts}
  - {id: plain, zh: 素奖, en: Plain Award}
"""
FACTS = """\
facts:
  - {id: works, subject: person, type: bool, zh: 在岗, en: Works,
     ask: {zh: 在岗吗, en: Works?}}
  - {id: local, subject: person, type: bool, zh: 本地, en: Local,
     ask: {zh: 本地吗, en: Local?}}
  - {id: passed, subject: person, type: bool, kind: decision, zh: 评估通过, en: Passed,
     ask: {zh: 通过吗, en: Passed?}}
  - {id: jobs, subject: [person, employer], type: integer, minimum: 0, zh: 带动就业, en: Jobs,
     unit: {zh: 人, en: people},
     ask: {zh: 几人, en: How many?}}
  - {id: flats, subject: person, type: integer, minimum: 0, maximum: 9, zh: 住房套数, en: Flats,
     ask: {zh: 几套, en: How many?}}
  - {id: score, subject: person, type: integer, zh: 得分, en: Score,
     ask: {zh: 几分, en: Score?}}
  - {id: claimed, subject: person, type: integer, minimum: 0, zh: 申领年数, en: Years claimed,
     ask: {zh: 几年, en: Years?}}
  - {id: pay, subject: person, type: money, zh: 年薪, en: Pay,
     ask: {zh: 多少, en: How much?}}
  - {id: rent, subject: person, type: money, zh: 已领租金, en: Rent received,
     ask: {zh: 多少, en: How much?}}
  - {id: ratio, subject: person, type: decimal, zh: 比例, en: Ratio,
     ask: {zh: 多少, en: What?}}
  - {id: hired_on, subject: person, type: date, zh: 入职日期, en: Hired on,
     ask: {zh: 哪天, en: When?}}
  - {id: left_on, subject: person, type: date, zh: 离职日期, en: Left on,
     ask: {zh: 哪天, en: When?}}
  - {id: motto, subject: person, type: text, zh: 座右铭, en: Motto,
     ask: {zh: 什么, en: What?}}
  - id: degree
    subject: person
    type: one_of
    zh: 学历
    en: Degree
    ask: {zh: 什么学历, en: Degree?}
    options:
      [{id: doctor, zh: 博士, en: Doctor},
       {id: master, zh: 硕士, en: Master},
       {id: bachelor, zh: 本科, en: Bachelor}]
  - id: mode
    subject: person
    type: one_of
    zh: 方式
    en: Mode
    ask: {zh: 什么方式, en: Mode?}
    options:
      [{id: full_time, zh: 全职, en: Full time},
       {id: flexible, zh: 柔性, en: Flexible}]
  - id: tongues
    subject: person
    type: many_of
    zh: 语言
    en: Languages
    ask: {zh: 会什么, en: Which?}
    options:
      [{id: chinese, zh: 中文, en: Chinese},
       {id: french, zh: 法文, en: French}]
  - id: honours
    subject: person
    type: records
    zh: 荣誉
    en: Honours
    ask: {zh: 有哪些, en: Which?}
    fields:
      - {id: award, type: one_of, catalogue: awards, zh: 奖项, en: Award}
      - {id: rank, type: integer, minimum: 1, zh: 排名, en: Rank}
      - {id: sole, type: bool, zh: 独立完成, en: Sole}
      - {id: prize, type: money, zh: 奖金, en: Prize}
      - {id: weight, type: decimal, zh: 权重, en: Weight}
      - {id: won_on, type: date, zh: 获奖日期, en: Won on}
      - {id: accepted, type: bool, kind: decision, zh: 已认可, en: Accepted}
  - id: hires
    subject: employer
    type: records
    zh: 引才
    en: Hires
    ask: {zh: 有哪些, en: Which?}
    fields:
      - {id: tier, type: one_of, zh: 层次, en: Tier,
         options: [{id: A, zh: A类, en: A}, {id: B, zh: B类, en: B}]}
      - {id: year, type: integer, zh: 年度, en: Year}
      - {id: fee, type: money, zh: 费用, en: Fee}
      - {id: confirmed, type: bool, zh: 已核实, en: Confirmed}
  - id: approved_sums
    subject: [person, employer]
    type: records
    kind: decision
    zh: 已批准的金额
    en: Sums approved
    ask: {zh: 多少, en: How much?}
    fields:
      - {id: rule, type: text, zh: 待遇, en: Rule}
      - {id: sum, type: money, zh: 金额, en: Sum}
  - id: recognised
    subject: person
    type: one_of
    kind: decision
    zh: 认定层次
    en: Recognised tier
    ask: {zh: 哪一层, en: Which?}
    options:
      [{id: A, zh: A类, en: A},
       {id: B, zh: B类, en: B},
       {id: none, zh: 无, en: none}]
"""
TIERS: dict[str, Any] = {
    "title": {"zh": "目录", "en": "Catalogue"},
    "recognised_by": "recognised",
    "classes": [
        {"id": "A", "zh": "甲类", "en": "Class A", "items": [
            {"id": "A1", "clause": "1", "zh": "星奖", "en": "Star",
             "any": ["any(h.award == 'star' for h in honours)"]},
            {"id": "A2", "clause": "1", "zh": "相当", "en": "Equal", "decision": True,
             "any": ["passed"]},
        ]},
        {"id": "B", "zh": "乙类", "en": "Class B", "items": [
            {"id": "B1", "clause": "1", "zh": "月奖", "en": "Moon",
             "any": ["any(h.award == 'moon' for h in honours)", "degree == 'doctor'"]},
        ]},
    ],
}  # fmt: skip
CLAUSE = {
    "id": "1", "label": {"zh": "第1条", "en": "Article 1"}, "heading": {"zh": "甲", "en": "A"},
    "starts": "1.", "summary": {"zh": "概要", "en": "Summary"},
}  # fmt: skip


def text(zh: str, en: str | None = None) -> dict[str, str]:
    return {"zh": zh, "en": en or zh}


def rule(name: str = "aid", *, when: Iterable[Any] = (), **more: Any) -> dict[str, Any]:
    """A rule that grants a fixed sum to a person, unless said otherwise."""
    plain: dict[str, Any] = {
        "id": name, "clause": "1", "title": text(f"待遇{name}", name), "summary": text("略", "s"),
        "subject": "person", "beneficiary": "person", "nature": "fixed", "when": list(when),
    }  # fmt: skip
    if more.get("nature") == "in_kind":
        plain["in_kind"] = text("服务", "a service")
    elif more.get("nature") != "unspecified" and "amount" not in more:
        plain["amount"] = "1万元"
    return {**plain, **more}


def reading(name: str, *options: str, settled: str | None = None) -> dict[str, Any]:
    return {
        "id": name, "clause": "1", "note": text("两种读法", "two readings"),
        "options": [{"id": one, **text(one)} for one in options], "settled": settled,
    }  # fmt: skip


def parameter(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, **text(name), "clause": "1", "note": text("未定"), **more}


def sources(
    *rules: Mapping[str, Any],
    tiers: Mapping[str, Any] | None = TIERS,
    benefits: str | None = None,
    services: Mapping[str, Any] | None = None,
    lifecycles: str | None = None,
    more: Mapping[str, Any] | None = None,
    **pack: Any,
) -> tuple[Source, ...]:
    """The files of the tiny city; `benefits` replaces the rules by YAML text.

    With `services` come the product's lifecycles, or others; `more` are further files.
    """
    identity = {"city": "mini", "title": text("小城", "Mini"), "policy": text("政策", "P"), **pack}
    document = {
        "id": "doc", "file": "x", "title": text("文件", "D"), "number": None, "issuer": None,
        "issued": None, "effective": None, "clauses": [CLAUSE],
    }  # fmt: skip
    files = {
        "vocabulary/subjects.yaml": SUBJECTS,
        "vocabulary/catalogue.yaml": CATALOGUE,
        "vocabulary/facts/all.yaml": FACTS,
        "mini/pack.yaml": as_yaml(identity),
        "mini/documents.yaml": as_yaml({"documents": [document]}),
        "mini/benefits/all.yaml": benefits or as_yaml({"benefits": list(rules)}),
    }
    if tiers is not None:
        files["mini/tiers.yaml"] = as_yaml(tiers)
    if services is not None:
        files["mini/services.yaml"] = as_yaml(services)
        files["vocabulary/lifecycles.yaml"] = lifecycles or LIFECYCLES.read_text("utf-8")
    files.update((f"mini/{name}", as_yaml(part)) for name, part in (more or {}).items())
    return tuple(Source(name, content) for name, content in files.items())


def as_yaml(data: Any) -> str:
    """JSON is YAML."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def findings(*rules: Mapping[str, Any], **more: Any) -> tuple[Finding, ...]:
    """What reading the tiny city finds."""
    return read_pack(sources(*rules, **more)).findings


def mini(*rules: Mapping[str, Any], **more: Any) -> Pack:
    """The tiny city; its reading must find nothing."""
    result = read_pack(sources(*rules, **more))
    assert result.pack is not None, "\n".join(map(str, result.findings))
    return result.pack


def assessed(
    pack: Pack, facts: Mapping[str, Any], *, day: date = DAY, subject: str = "person"
) -> Assessment:
    raw = {"subject": subject, "facts": dict(facts)}
    return Engine(pack).assess(admit(raw, pack.vocabulary), day)


def outcome(
    pack: Pack, facts: Mapping[str, Any], name: str = "aid", *, day: date = DAY,
    subject: str = "person",
) -> Outcome:  # fmt: skip
    return assessed(pack, facts, day=day, subject=subject).outcome(name)


def truth(condition: str, facts: Mapping[str, Any], **more: Any) -> str:
    """The status of a rule with one condition."""
    return outcome(mini(rule(when=[condition]), **more), facts).status
