"""The registry, as far as the place of a key sees it: facts, recording them, looking people up.

What is sensitive is masked. Whoever has the scope says why, and then it is written down first.
"""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from yanzhen.api.callers import Needs, actor_of, caller_of
from yanzhen.api.casework import Id, Name
from yanzhen.api.policies import sentences
from yanzhen.api.problems import Finding, Problem, Sentences, example
from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record_reading
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Card, Grade, Known
from yanzhen.policy.answer import plain
from yanzhen.policy.vocabulary import Label

router = Router(tags=["登记 registry"])
READ = Needs("registry:read")
WRITE = Needs("registry:write")
REVEAL = Needs("registry:reveal")
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
Reason = Annotated[str, Field(min_length=2, max_length=400)]
Schemes = Literal[
    "id_card", "hk_macao_residence", "taiwan_residence", "hk_macao_permit", "taiwan_permit",
    "passport", "permanent_residence", "uscc",
]  # fmt: skip


class NumberOut(Schema):
    scheme: str
    masked: str


class SubjectOut(Schema):
    id: int
    kind: str
    name: str
    numbers: list[NumberOut]


class FactOut(Schema):
    """A fact; a masked one has no value."""

    name: str
    label: Sentences | None
    value: Any
    masked: bool
    grade: str
    source: str
    valid_from: date | None
    valid_until: date | None


class SubjectWhole(SubjectOut):
    as_of: date
    facts: list[FactOut]


class LookUpIn(Schema):
    """A number of a person or organisation, and for what the answer is used."""

    model_config = example(
        {"scheme": "uscc", "number": "91110000600037341L", "purpose": "share", "reason": "核验单位"}
    )

    scheme: Schemes
    number: Annotated[str, Field(min_length=1, max_length=60)]
    purpose: Literal["assess", "share", "contact", "match", "list"]
    reason: Reason


class RevealIn(Schema):
    reason: Reason
    city: Name = ""


class FactIn(Schema):
    """A fact with its evidence: B was verified at a window, C comes with an uploaded paper."""

    model_config = example(
        {"name": "degree", "value": "doctor", "grade": "B", "source": "学历核验"}
    )

    name: Name
    value: Any
    grade: Literal["B", "C"]
    city: Name = ""
    source: Annotated[str, Field(max_length=200)] = ""
    evidence: Annotated[str, Field(max_length=200)] = ""
    valid_from: Day | None = None
    valid_until: Day | None = None


@router.post("/subjects/lookup", auth=READ, response=SubjectOut, url_name="lookup")
def look_up(request: HttpRequest, wanted: LookUpIn) -> Any:
    """凭证件号码查找已同意此用途的对象；查询留痕。

    Find by its number whoever has agreed to this purpose; each look-up is written down. A number
    that is unknown, not of your places, or without consent is answered alike.
    """
    actor = actor_of(request)
    fault = registry.check_number(wanted.scheme, wanted.number)
    if fault is not None:
        raise Problem("invalid", Finding(fault.code, Label(fault.zh, fault.en), "number"))
    found = registry.search(actor, wanted.number).filter(identifiers__scheme=wanted.scheme).first()
    if found is None or not _agrees(actor, found.pk, found.kind, wanted.purpose):
        raise Problem("not_found")
    record_reading(actor, f"subject:{found.pk} lookup {wanted.purpose}", wanted.reason)
    return _subject(registry.cards(actor, [found.pk])[found.pk])


@router.get("/subjects/{subject_id}", auth=READ, response=SubjectWhole, url_name="subject")
def read_subject(
    request: HttpRequest, subject_id: Id, as_of: Day | None = None, city: Name = ""
) -> Any:
    """对象及其事实，敏感内容遮盖。A subject with its facts, what is sensitive masked."""
    return _whole(actor_of(request), subject_id, as_of or timezone.localdate(), city, open_=False)


@router.post("/subjects/{subject_id}/reveal", auth=REVEAL, response=SubjectWhole, url_name="reveal")
def reveal_subject(request: HttpRequest, subject_id: Id, wanted: RevealIn) -> Any:
    """说明原因后查看敏感内容；先留痕再显示。See what is sensitive; it is written down first."""
    caller = caller_of(request)
    found = registry.access_subject(caller.actor, subject_id)
    if caller.client is None:
        caller.require_person()
    record_reading(caller.actor, f"subject:{found.pk} facts", wanted.reason)
    return _whole(caller.actor, found.pk, timezone.localdate(), wanted.city, open_=True)


@router.post(
    "/subjects/{subject_id}/facts", auth=WRITE, response={201: FactOut}, url_name="subject_facts"
)
def record_fact(request: HttpRequest, subject_id: Id, fact: FactIn) -> Any:
    """登记一项事实。Record a fact."""
    actor = actor_of(request)
    row = registry.record_fact(
        acting=actor, subject_id=subject_id, name=fact.name, value=fact.value,
        grade=Grade(fact.grade), city=fact.city, source=fact.source, evidence=fact.evidence,
        valid_from=fact.valid_from, valid_until=fact.valid_until,
    )  # fmt: skip
    kind = registry.access_subject(actor, row.subject_id).kind
    term = registry.facts_of_kind(kind).get(row.name)
    return Status(201, {
        "name": row.name, "label": sentences(term.label) if term else None,
        "value": plain(row.value), "masked": False, "grade": row.grade, "source": row.source,
        "valid_from": row.valid_from, "valid_until": row.valid_until,
    })  # fmt: skip


def _agrees(actor: Actor, subject_id: int, kind: str, purpose: str) -> bool:
    """A person has to have agreed; an organisation's code and name are public."""
    return kind != "person" or registry.has_consented(subject_id, purpose)


def _subject(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "name": card.masked_name,
        "numbers": [{"scheme": scheme, "masked": masked} for scheme, masked in card.numbers],
    }


def _whole(actor: Actor, subject_id: int, day: date, city: str, *, open_: bool) -> dict[str, Any]:
    subject = registry.access_subject(actor, subject_id)
    card = registry.cards(actor, [subject.pk])[subject.pk]
    terms = registry.facts_of_kind(subject.kind)
    own = subject.account_id is not None and subject.account_id == actor.account_id
    shown = registry.shown_facts(actor, subject.pk, day, city)
    head = _subject(card)
    if open_ or own:
        head["name"] = card.name
    return {
        **head,
        "as_of": day,
        "facts": [_fact(one, terms.get(name), open_ or own) for name, one in shown.items()],
    }


def _fact(one: Known, term: Any, open_: bool) -> dict[str, Any]:
    masked = not open_ and (term is None or term.privacy == "sensitive")
    return {
        "name": one.name,
        "label": sentences(term.label) if term else None,
        "value": None if masked else plain(one.value),
        "masked": masked,
        "grade": one.grade.value,
        "source": one.source,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
    }
