"""Putting the parts together: first names, then rules that speak of them.

A pack is built only from sheets without findings in its structure; otherwise the findings
are the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.build.bench import Bench, label
from yanzhen.policy.build.funding import Nameable, build_funding
from yanzhen.policy.build.holidays import build_holidays
from yanzhen.policy.build.lifecycles import build_lifecycles
from yanzhen.policy.build.organisations import build_organisations
from yanzhen.policy.build.recognising import Around, build_cards, build_recognition
from yanzhen.policy.build.records import (  # fmt: skip
    build_cases,
    build_documents,
    build_figures,
    build_parameters,
    build_plan,
    build_programmes,
    build_readings,
    build_units,
)
from yanzhen.policy.build.rules import Names, build_exclusive, build_rules, build_tiers, tier_type
from yanzhen.policy.build.services import Known, build_no_items, build_services
from yanzhen.policy.build.terms import read_vocabulary
from yanzhen.policy.pack import Pack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yanzhen.policy.errors import Finding
    from yanzhen.policy.holidays import Holidays
    from yanzhen.policy.lifecycle import Lifecycle
    from yanzhen.policy.organisations import Node
    from yanzhen.policy.pack import Document, Rule
    from yanzhen.policy.sheet import Sheet
    from yanzhen.policy.vocabulary import Vocabulary


def _in_document_order(
    rules: Mapping[str, Rule], documents: Mapping[str, Document]
) -> dict[str, Rule]:
    """The rules as their clauses stand in the documents; within a clause as they were written."""
    clauses = [clause for document in documents.values() for clause in document.clauses]
    places = {clause: number for number, clause in enumerate(clauses)}
    ordered = sorted(rules.values(), key=lambda rule: places.get(rule.clause, len(places)))
    return {rule.id: rule for rule in ordered}


def build_vocabulary(sheets: Sequence[Sheet], findings: list[Finding]) -> Vocabulary:
    """The vocabulary alone, from its own sheets."""
    return read_vocabulary(Bench(sheets, findings))


def lifecycles_of(sheets: Sequence[Sheet], findings: list[Finding]) -> dict[str, Lifecycle]:
    """The lifecycles that all cities share."""
    return build_lifecycles(Bench(sheets, findings))


def holidays_of(sheets: Sequence[Sheet], findings: list[Finding]) -> Holidays:
    """The published holidays."""
    return build_holidays(Bench(sheets, findings))


def build_tree(sheets: Sequence[Sheet], findings: list[Finding]) -> tuple[Node, ...]:
    """The tree of organisations alone, from the sheets that name units and the tree's own."""
    bench = Bench(sheets, findings)
    return build_organisations(bench, build_units(bench))


def build_pack(
    sheets: Sequence[Sheet],
    vocabulary: Vocabulary,
    lifecycles: Mapping[str, Lifecycle],
    digest: str,
    findings: list[Finding],
) -> Pack | None:
    """The pack of a city's own sheets, or None when anything was found to be wrong with it."""
    bench = Bench(sheets, findings)
    identity = next((sheet for sheet in sheets if sheet.kind == "pack_file"), None)
    parameters, readings = build_parameters(bench, vocabulary), build_readings(bench)
    rule_ids = {
        entry["id"]: entry["subject"] for _, _, entry in bench.entries("benefits_file", "benefits")
    }
    names = Names(vocabulary, parameters, readings, tier_type(bench), rule_ids)
    rules = build_rules(bench, names)
    documents, figures, units = build_documents(bench), build_figures(bench), build_units(bench)
    tiers, exclusive = build_tiers(bench, names), build_exclusive(bench, rules, readings)
    rules = _in_document_order(rules, documents)
    programmes, plan, cases = build_programmes(bench), build_plan(bench), build_cases(bench)
    city = identity.data.get("city", "") if identity and identity.fit() else ""
    known = Known(city, vocabulary, lifecycles, rules, programmes, units, documents, figures)
    services, no_items = build_services(bench, known), build_no_items(bench, known)
    funding = build_funding(bench, Nameable(vocabulary, rules, units, documents))
    around = Around(city, vocabulary, documents, rules, programmes, services, funding, tiers)
    recognition = build_recognition(bench, around)
    cards = build_cards(bench, around, recognition)
    build_organisations(bench, units)  # for its findings: the tree is no part of the pack
    if bench.findings or identity is None or not identity.fit():
        return None
    data = identity.data
    return Pack(
        city=data["city"],
        title=label(data["title"]),
        policy=label(data["policy"]),
        vocabulary=vocabulary,
        documents=documents,
        figures=figures,
        parameters=parameters,
        readings=readings,
        tiers=tiers,
        rules=rules,
        exclusive=exclusive,
        units=units,
        programmes=programmes,
        plan=plan,
        cases=cases,
        content_hash=digest,
        services=services,
        no_items=no_items,
        lifecycles=lifecycles,
        funding=funding,
        recognition=recognition,
        cards=cards,
    )
