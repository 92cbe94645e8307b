"""Who is told of a step: whoever applied, and the colleague to whom work was assigned."""

from yanzhen.apps.cases.actions.recording import Happening, Opened
from yanzhen.apps.cases.items import title_of
from yanzhen.apps.cases.models import Case
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.organisations.service import organisation_by_id

# By the action: what is told. An action that is not here is told to nobody.
TOLD = {
    "submit": "case_filed",
    "accept": "case_accepted",
    "ask_supplement": "supplement_asked",
    "supplement": "supplement_received",
    "refuse": "case_refused",
    "transfer": "case_transferred",
    "publish": "case_published",
    "approve": "case_decided",
    "reject": "case_decided",
    "record_decision": "case_decided",
    "record_refusal": "case_decided",
    "answer": "request_answered",
    "give_result": "request_answered",
    "record_result": "request_answered",
}


def tell_applicant(opened: Opened, action: str, by: Happening) -> None:
    """Tell those who wait for the case; not about what they did themselves."""
    case, kind = opened.case, TOLD.get(action)
    if kind is None:
        return
    running = case.publicities.filter(closed_at__isnull=True).first()
    words: dict[str, Word | None] = {
        "number": case.number,
        "item": title_of(opened.pack, opened.item),
        "unit": organisation_by_id(case.tenant_id).label,
        # Nobody sets a term for supplements; of a publicity period the last day is known.
        "until": running.ends_on if running is not None else None,
    }
    for account in _waiting(case):
        if account != by.actor.account_id or action == "submit":
            notify(account, kind, words, link_of(case))


def tell_objection(case: Case, opened: Opened) -> None:
    """The applicant learns that there is an objection, and not from whom."""
    words: dict[str, Word | None] = {
        "number": case.number,
        "item": title_of(opened.pack, opened.item),
    }
    for account in _waiting(case):
        notify(account, "objection_raised", words, link_of(case))


def tell_assignee(opened: Opened, account: int) -> None:
    """A colleague has been given work."""
    case = opened.case
    words: dict[str, Word | None] = {
        "number": case.number,
        "item": title_of(opened.pack, opened.item),
        "until": case.due_on,
    }
    notify(account, "work_arrived", words, link_of(case))


def link_of(case: Case) -> str:
    """The address of a case's page."""
    return f"/cases/{case.number}/"


def _waiting(case: Case) -> list[int]:
    """The person whom it is about and whoever filed it, each once."""
    both = (case.applicant_id, case.filed_by_id)
    return list(dict.fromkeys(one for one in both if one is not None))
