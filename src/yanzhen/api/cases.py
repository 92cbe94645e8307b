"""Cases: drafts, files, submission, one's own, the queue of staff, and every action."""

from dataclasses import fields
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from yanzhen.api.callers import Needs, actor_of, caller_of
from yanzhen.api.casework import (
    ActionIn,
    CaseOut,
    DraftChange,
    DraftIn,
    DraftOut,
    FormOut,
    MaterialOut,
    PageOut,
    ReceiptOut,
    SubmissionIn,
    case_out,
    draft_out,
    form_out,
    material_out,
    page_out,
    receipt_out,
)
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Filters, Given, Wanted

router = Router(tags=["办件 cases"])
READ, WRITE = Needs("cases:read"), Needs("cases:write")
DECIDING = frozenset({"approve", "reject", "record_decision", "record_refusal"})
"""A person decides, and confirms who she is."""
Number = Annotated[int, Field(ge=1, le=1000)]
BINARY = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
FILE = {"responses": {200: {"description": "OK", "content": BINARY}}}


class Listed(Schema):
    """What a list is narrowed to."""

    state: Annotated[str, Field(max_length=32)] = ""
    item: Annotated[str, Field(max_length=96)] = ""
    lateness: Literal["", "yellow", "red", "stopped"] = ""
    is_open: bool | None = None
    search: Annotated[str, Field(max_length=80)] = ""
    page: Number = 1
    size: Annotated[int, Field(ge=1, le=200)] = 50

    @property
    def filters(self) -> Filters:
        return Filters(
            state=self.state, item=self.item, lateness=self.lateness, is_open=self.is_open,
            search=self.search,
        )  # fmt: skip


class FileFor(Schema):
    """`asked`: the paper that a file is for, as the form names it."""

    asked: Annotated[str, Field(max_length=96)] = ""


# ---------------------------------------------------------------- drafts


@router.post("/drafts", auth=WRITE, response={201: DraftOut}, url_name="drafts")
def start_draft(request: HttpRequest, draft: DraftIn) -> Any:
    """新建草稿。Begin a draft."""
    key = request.headers.get("Idempotency-Key", "")
    made = cases.start(
        actor_of(request), draft.city, draft.item, draft.place, draft.subject_id,
        draft.employer_id, draft.answers, draft.words, key,
    )  # fmt: skip
    return Status(201, draft_out(made))


@router.get("/drafts", auth=READ, response=list[DraftOut], url_name="drafts")
def list_drafts(request: HttpRequest) -> Any:
    """自己的草稿。One's drafts."""
    return [draft_out(one) for one in cases.drafts(actor_of(request))]


@router.get("/drafts/{draft_id}", auth=READ, response=FormOut, url_name="draft")
def read_draft(request: HttpRequest, draft_id: str) -> Any:
    """草稿的表单、材料与预检结果。A draft's form, papers and pre-check."""
    return form_out(cases.form(actor_of(request), draft_id))


@router.patch("/drafts/{draft_id}", auth=WRITE, response=FormOut, url_name="draft")
def save_draft(request: HttpRequest, draft_id: str, change: DraftChange) -> Any:
    """保存已填内容。Keep what was entered."""
    actor = actor_of(request)
    cases.save(actor, draft_id, change.answers, change.words, change.place)
    return form_out(cases.form(actor, draft_id))


@router.delete("/drafts/{draft_id}", auth=WRITE, response={204: None}, url_name="draft")
def discard_draft(request: HttpRequest, draft_id: str) -> Any:
    """删除草稿及其文件。Discard a draft with its files."""
    cases.discard(actor_of(request), draft_id)
    return Status(204, None)


@router.post(
    "/drafts/{draft_id}/files", auth=WRITE, response={201: MaterialOut}, url_name="draft_files"
)
def upload_to_draft(
    request: HttpRequest, draft_id: str, file: File[UploadedFile], given: Form[FileFor]
) -> Any:
    """上传材料（按内容识别类型，限 20 MB）。Upload a paper; its content decides what it is."""
    actor, name = actor_of(request), file.name or "file"
    kept = cases.upload(actor, draft_id, given.asked, name, file.read())
    return Status(201, material_out(kept))


@router.post(
    "/drafts/{draft_id}/submission", auth=WRITE, response={201: ReceiptOut}, url_name="submission"
)
def submit_draft(request: HttpRequest, draft_id: str, submission: SubmissionIn) -> Any:
    """提交；同一草稿再次提交得到同一回执。Submit; the same draft again gives the same receipt."""
    key = request.headers.get("Idempotency-Key", "")
    receipt = cases.submit(actor_of(request), draft_id, key, submission.confirmed)
    return Status(201, receipt_out(receipt))


# ---------------------------------------------------------------- files


@router.get("/files/{file_id}", auth=READ, url_name="file", openapi_extra=FILE)
def read_file(request: HttpRequest, file_id: str) -> HttpResponse:
    """下载材料；查看他人材料会留下记录。A file; opening somebody else's is written down."""
    _, body = cases.open_file(actor_of(request), file_id)
    answer = HttpResponse(body, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = "attachment"
    return answer


@router.delete("/files/{file_id}", auth=WRITE, response={204: None}, url_name="file")
def remove_file(request: HttpRequest, file_id: str) -> Any:
    """移除尚未提交的材料。Take away a file that was not handed in yet."""
    cases.remove(actor_of(request), file_id)
    return Status(204, None)


# ---------------------------------------------------------------- cases


@router.get("/cases", auth=READ, response=PageOut, url_name="cases")
def list_cases(request: HttpRequest, listed: Query[Listed]) -> Any:
    """可见的办件。The cases that one sees."""
    return page_out(cases.cases(actor_of(request), listed.filters, listed.page, listed.size))


@router.get("/cases/mine", auth=READ, response=PageOut, url_name="mine")
def list_mine(request: HttpRequest, page: Number = 1) -> Any:
    """与本人有关或由本人提交的办件。Cases about oneself or filed by oneself."""
    return page_out(cases.mine(actor_of(request), page), whole=True)


@router.get("/cases/queue", auth=READ, response=PageOut, url_name="queue")
def list_queue(request: HttpRequest, listed: Query[Listed]) -> Any:
    """待本人办理的，最急的在前。What waits on oneself, the most urgent first."""
    return page_out(cases.queue(actor_of(request), listed.filters, listed.page, listed.size))


@router.get("/cases/{number}", auth=READ, response=CaseOut, url_name="case")
def read_case(request: HttpRequest, number: str) -> Any:
    """一件的全部内容，以及现在能做什么。A case whole, and what can be done with it now."""
    return case_out(cases.one(actor_of(request), number))


@router.get("/cases/{number}/receipt", auth=READ, response=ReceiptOut, url_name="receipt")
def read_receipt(request: HttpRequest, number: str) -> Any:
    """回执。The receipt."""
    return receipt_out(cases.receipt(actor_of(request), number))


@router.post(
    "/cases/{number}/files", auth=WRITE, response={201: MaterialOut}, url_name="case_files"
)
def upload_to_case(
    request: HttpRequest, number: str, file: File[UploadedFile], given: Form[FileFor]
) -> Any:
    """为补正上传材料。Upload a paper that was asked for."""
    actor, name = actor_of(request), file.name or "file"
    kept = cases.upload_to_case(actor, number, given.asked, name, file.read())
    return Status(201, material_out(kept))


@router.post("/cases/{number}/actions", auth=WRITE, response=CaseOut, url_name="actions")
def take_action(request: HttpRequest, number: str, action: ActionIn) -> Any:
    """办理一个环节；审批须由人在网页确认后进行。Take an action; a person decides."""
    actor = actor_of(request)
    if action.action in DECIDING:
        cases.one(actor, number)  # a case that is not there for her is said to be absent
        caller_of(request).require_person()
    cases.act(actor, number, action.action, _given(action))
    return case_out(cases.one(actor, number))


def _given(action: ActionIn) -> Given:
    found = {one.name: getattr(action, one.name) for one in fields(Given)}
    decision = Wanted(**action.decision.dict()) if action.decision else None
    lists = {name: tuple(found[name]) for name in ("supplements", "materials")}
    return Given(**{**found, **lists, "decision": decision})
