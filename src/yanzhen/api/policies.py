"""Policies as they are in force: cities, rules, documents with their clauses, service items."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from yanzhen.api.problems import Problem, Sentences
from yanzhen.apps.policies.service import published_cities, published_pack
from yanzhen.policy import Pack, item_elements, item_title, load_vocabulary
from yanzhen.policy.explain import NATURE_LABELS, explainer_for
from yanzhen.policy.item import KIND_LABELS
from yanzhen.policy.pack import Clause, Document, Rule
from yanzhen.policy.vocabulary import Fact, Label

router = Router(tags=["政策 policies"])
Lang = Literal["zh", "en"]


class CityOut(Schema):
    city: str
    title: Sentences
    content_hash: str
    published_at: datetime


class DocumentOut(Schema):
    id: str
    title: Sentences
    number: str | None
    issuer: Sentences | None
    issued: date | None
    effective: date | None
    repealed: date | None


class ClauseOut(Schema):
    """A clause in our own words, and the rules that follow from it."""

    id: str
    label: Sentences
    heading: Sentences
    summary: Sentences
    rules: list[str]


class DocumentWhole(DocumentOut):
    clauses: list[ClauseOut]


class RuleOut(Schema):
    id: str
    title: Sentences
    clause: str
    subject: str
    nature: str
    payer: str


class RuleWhole(RuleOut):
    summary: Sentences
    nature_label: Sentences
    conditions: list[str]
    gives: list[str]
    units: list[str]


class ItemOut(Schema):
    id: str
    title: Sentences
    kind: str
    kind_label: Sentences
    rules: list[str]
    subjects: list[str]
    apply: list[str]


class OptionOut(Schema):
    id: str
    label: Sentences


class TermOut(Schema):
    id: str
    type: str
    label: Sentences
    subjects: list[str]
    options: list[OptionOut]


def sentences(label: Label) -> dict[str, str]:
    """A label in both languages."""
    return {"zh": label.zh, "en": label.en}


@router.get("/cities", response=list[CityOut], url_name="cities")
def list_cities(request: HttpRequest) -> Any:
    """政策在用的城市。The cities whose policies are in force."""
    return [
        {
            "city": one.city,
            "title": {"zh": one.title_zh, "en": one.title_en},
            "content_hash": one.content_hash,
            "published_at": one.published_at,
        }
        for one in published_cities()
    ]


@router.get("/cities/{city}/documents", response=list[DocumentOut], url_name="documents")
def list_documents(request: HttpRequest, city: str) -> Any:
    """一市的政策文件。A city's documents."""
    return [_document(one) for one in published_pack(city).documents.values()]


@router.get("/cities/{city}/documents/{document}", response=DocumentWhole, url_name="document")
def read_document(request: HttpRequest, city: str, document: str) -> Any:
    """一份文件及其条款（自己的话概括）。A document with its clauses, in our own words."""
    pack = published_pack(city)
    if document not in pack.documents:
        raise Problem("not_found")
    found = pack.documents[document]
    return {**_document(found), "clauses": [_clause(pack, c) for c in found.clauses.values()]}


@router.get("/cities/{city}/rules", response=list[RuleOut], url_name="rules")
def list_rules(request: HttpRequest, city: str, subject: str = "") -> Any:
    """一市的规则，可按对象筛选。A city's rules, of all or of one kind of subject."""
    rules = published_pack(city).rules.values()
    return [_rule(one) for one in rules if subject in ("", one.subject)]


@router.get("/cities/{city}/rules/{rule}", response=RuleWhole, url_name="rule")
def read_rule(request: HttpRequest, city: str, rule: str, lang: Lang = "zh") -> Any:
    """一条规则：条件与待遇，一句一条。A rule: conditions and what it gives, in sentences."""
    pack = published_pack(city)
    if rule not in pack.rules:
        raise Problem("not_found")
    found, explainer = pack.rules[rule], explainer_for(lang, pack)
    return {
        **_rule(found),
        "summary": sentences(found.summary),
        "nature_label": sentences(NATURE_LABELS[found.nature]),
        "conditions": explainer.rule(found),
        "gives": explainer.amount(found),
        "units": list(found.units),
    }


@router.get("/cities/{city}/services", response=list[ItemOut], url_name="services")
def list_services(request: HttpRequest, city: str) -> Any:
    """一市可办理的事项。What one can apply for in a city."""
    pack = published_pack(city)
    return [
        {
            "id": one.id,
            "title": sentences(item_title(pack, one)),
            "kind": one.kind,
            "kind_label": sentences(KIND_LABELS[one.kind]),
            "rules": list(one.rules),
            "subjects": list(one.subjects),
            "apply": list(one.apply),
        }
        for one in pack.services.values()
    ]


@router.get("/cities/{city}/services/{item}", response=dict[str, Any], url_name="service")
def read_service(request: HttpRequest, city: str, item: str, lang: Lang = "zh") -> Any:
    """一个事项的全部要素。A service item with all its elements."""
    pack = published_pack(city)
    if item not in pack.services:
        raise Problem("not_found")
    return item_elements(pack, pack.services[item], lang)


@router.get("/facts", response=list[TermOut], url_name="facts")
def list_facts(request: HttpRequest, subject: str = "") -> Any:
    """事实词汇：测算时可以提供什么。The facts that an assessment takes."""
    facts = load_vocabulary().facts.values()
    return [_fact(one) for one in facts if not subject or subject in one.subjects]


def _document(one: Document) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": sentences(one.title),
        "number": one.number,
        "issuer": sentences(one.issuer) if one.issuer else None,
        "issued": one.issued,
        "effective": one.effective,
        "repealed": one.repealed,
    }


def _clause(pack: Pack, one: Clause) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": sentences(one.label),
        "heading": sentences(one.heading),
        "summary": sentences(one.summary),
        "rules": [rule.id for rule in pack.rules.values() if rule.clause == one.id],
    }


def _rule(one: Rule) -> dict[str, Any]:
    return {
        "id": one.id, "title": sentences(one.title), "clause": one.clause, "subject": one.subject,
        "nature": one.nature, "payer": one.payer,
    }  # fmt: skip


def _fact(one: Fact) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "label": sentences(one.label),
        "subjects": sorted(one.subjects),
        "options": [
            {"id": name, "label": sentences(option.label)}
            for name, option in (one.options or {}).items()
        ],
    }
