"""Cases in JSON: what the pages show, for programs and for one's own cases."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from yanzhen.api.policies import sentences
from yanzhen.api.problems import Sentences, example
from yanzhen.apps.cases.service import (
    CaseShown,
    DraftShown,
    FormShown,
    MaterialShown,
    Page,
    Receipt,
    Row,
    WorkShown,
)

Text = Annotated[str, Field(max_length=5000)]
Name = Annotated[str, Field(max_length=120)]
Id = Annotated[int, Field(ge=1, le=2**62)]


class DraftIn(Schema):
    """A new draft: of which item, in which place, for whom."""

    model_config = example({
        "city": "xiangtan", "item": "rent-subsidy", "place": "xiangtan/yuhu", "subject_id": 17,
        "answers": {"degree": "doctor"},
    })  # fmt: skip

    city: Name
    item: Name
    place: Name
    subject_id: Id
    employer_id: Id | None = None
    answers: dict[str, Any] = Field(default_factory=dict, max_length=300)
    words: dict[str, Text] = Field(default_factory=dict, max_length=20)


class DraftChange(Schema):
    """What was entered since; an answer of null is taken back."""

    answers: dict[str, Any] = Field(default_factory=dict, max_length=300)
    words: dict[str, Text] = Field(default_factory=dict, max_length=20)
    place: Name | None = None


class SubmissionIn(Schema):
    """`confirmed`: the warnings of the pre-check were read."""

    confirmed: bool = False


class DecisionIn(Schema):
    granted: bool = True
    amount_fen: Annotated[int, Field(ge=0, le=10**15)] | None = None
    departure: Text = ""


class ActionIn(Schema):
    """An action of the case's lifecycle with what it needs; see `actions` of the case."""

    model_config = example({"action": "accept"})

    action: Annotated[str, Field(max_length=40)]
    reason: Text = ""
    opinion: Text = ""
    answer: Text = ""
    conclusion: Text = ""
    result: Text = ""
    supplements: list[Text] = Field(default_factory=list, max_length=50)
    materials: list[Name] = Field(default_factory=list, max_length=60)
    decision: DecisionIn | None = None
    unit: Name = ""
    person: Id | None = None
    until: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))] | None = None
    satisfaction: bool | None = None


class Said(Schema):
    """A reason that the pre-check gives."""

    code: str
    where: str
    sentences: Sentences


class DraftOut(Schema):
    id: str
    city: str
    item: str
    title: Sentences
    place: str
    subject_id: int
    subject_name: str
    employer_id: int | None
    channel: str
    answers: dict[str, Any]
    words: dict[str, str]
    number: str | None
    updated_at: datetime


class MaterialOut(Schema):
    id: str
    asked: str
    name: str
    media_type: str
    size: int
    stage: str
    scan: str
    uploaded_at: datetime


class QuestionOut(Schema):
    fact: str
    label: Sentences
    type: str
    known: bool
    grade: str


class PaperOut(Schema):
    id: str
    label: Sentences
    grade: str
    missing: bool
    files: list[MaterialOut]


class FormOut(Schema):
    """A draft with its questions and papers, and what a submission would meet with."""

    draft: DraftOut
    questions: list[QuestionOut]
    papers: list[PaperOut]
    blocks: list[Said]
    warns: list[Said]


class ReceiptOut(Schema):
    number: str
    title: Sentences
    subject_name: str
    place: Sentences
    window: Sentences
    submitted_at: datetime
    materials: list[str]
    statutory_days: int | None
    promised_days: int | None


class RowOut(Schema):
    number: str
    item: str
    title: Sentences
    kind: str
    subject_name: str
    place: Sentences
    state: str
    state_label: Sentences
    turn: str
    is_open: bool
    submitted_at: datetime
    due_on: date | None
    light: str
    stopped: bool
    channel: str


class PageOut(Schema):
    rows: list[RowOut]
    total: int
    page: int
    size: int
    more: bool


class WorkOut(Schema):
    stage: str
    department: Sentences
    role: str
    state: str
    waiting: bool
    due_on: date | None
    light: str
    agrees: bool | None
    opinion: str


class StepOut(Schema):
    at: datetime
    action: str
    label: Sentences
    state: Sentences
    by: str
    department: Sentences | None
    told: dict[str, Any]


class DecisionOut(Schema):
    outcome: str
    amount_fen: int | None
    departs: bool
    reason: str
    decided_at: datetime
    hash: str


class PossibleOut(Schema):
    action: str
    label: Sentences
    needs: list[str]


class CaseOut(Schema):
    row: RowOut
    waits_on: Sentences
    clauses: list[str]
    answers: dict[str, Any]
    words: dict[str, str]
    works: list[WorkOut]
    steps: list[StepOut]
    materials: list[MaterialOut]
    decisions: list[DecisionOut]
    actions: list[PossibleOut]
    accepted_at: datetime | None
    closed_at: datetime | None
    city: str
    pack: str


def draft_out(one: DraftShown) -> dict[str, Any]:
    """A draft."""
    kept = {name: getattr(one, name) for name in DraftOut.model_fields}
    return {**kept, "title": sentences(one.title)}


def material_out(one: MaterialShown) -> dict[str, Any]:
    """A file, without its bytes."""
    return {name: getattr(one, name) for name in MaterialOut.model_fields}


def form_out(one: FormShown) -> dict[str, Any]:
    """A draft with all that its form shows."""
    return {
        "draft": draft_out(one.draft),
        "questions": [
            {
                "fact": q.fact.id, "label": sentences(q.fact.label), "type": q.fact.type,
                "known": q.is_settled, "grade": q.grade,
            }
            for q in one.questions
        ],
        "papers": [
            {
                "id": p.wanted.id, "label": sentences(p.wanted.label), "grade": p.wanted.grade,
                "missing": p.is_missing, "files": [material_out(f) for f in p.files],
            }
            for p in one.papers
        ],
        "blocks": [_said(r) for r in one.blocks],
        "warns": [_said(r) for r in one.warns],
    }  # fmt: skip


def receipt_out(one: Receipt) -> dict[str, Any]:
    """A receipt."""
    kept = {name: getattr(one, name) for name in ReceiptOut.model_fields}
    said = {name: sentences(getattr(one, name)) for name in ("title", "place", "window")}
    return {**kept, **said, "materials": list(one.materials)}


def row_out(one: Row, *, whole: bool) -> dict[str, Any]:
    """A case in a list; the name is whole for whoever applied or handles the case."""
    kept = {name: getattr(one, name) for name in RowOut.model_fields}
    kept["subject_name"] = one.subject_name if whole else one.masked_name
    said = {name: sentences(getattr(one, name)) for name in ("title", "place", "state_label")}
    return {**kept, **said}


def page_out(one: Page, *, whole: bool = False) -> dict[str, Any]:
    """A page of a list; names are masked but in one's own."""
    return {
        "rows": [row_out(r, whole=whole) for r in one.rows], "total": one.total, "page": one.page,
        "size": one.size, "more": one.more,
    }  # fmt: skip


def case_out(one: CaseShown) -> dict[str, Any]:
    """A case whole."""
    return {
        "row": row_out(one.row, whole=one.handles or not one.is_staff_view),
        "waits_on": sentences(one.waits_on),
        "clauses": list(one.clauses),
        "answers": one.answers,
        "words": one.words,
        "works": [_work(w) for w in one.works],
        "steps": [
            {
                "at": s.at, "action": s.action, "label": sentences(s.label),
                "state": sentences(s.state), "by": s.by, "told": s.told,
                "department": sentences(s.department) if s.department else None,
            }
            for s in one.steps
        ],
        "materials": [material_out(m) for m in one.materials],
        "decisions": [
            {name: getattr(d, name) for name in DecisionOut.model_fields} for d in one.decisions
        ],
        "actions": [
            {"action": a.action, "label": sentences(a.label), "needs": list(a.needs)}
            for a in one.actions
        ],
        "accepted_at": one.accepted_at,
        "closed_at": one.closed_at,
        "city": one.city,
        "pack": one.pack_hash,
    }  # fmt: skip


def _work(one: WorkShown) -> dict[str, Any]:
    kept = {name: getattr(one, name) for name in WorkOut.model_fields}
    return {**kept, "department": sentences(one.department)}


def _said(one: Any) -> dict[str, Any]:
    return {"code": one.code, "where": one.field, "sentences": sentences(one.reason)}
