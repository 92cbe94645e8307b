"""The cases' public face.

draft = start(wang, "xiangtan", "rent-subsidy", "xiangtan/yuhu", subject_id)
number = submit(wang, draft.id, key, confirmed=True).number
act(clerk, number, "accept")
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.cases.access import access_filing, access_own_draft
from yanzhen.apps.cases.actions import (
    attaching,
    delegating,
    drafting,
    finding,
    objecting,
    offering,
    performing,
    receiving,
    submitting,
)
from yanzhen.apps.cases.actions import filing as filing_action
from yanzhen.apps.cases.actions.offering import Offered
from yanzhen.apps.cases.actions.setting import set_term
from yanzhen.apps.cases.colleagues import Colleague, colleagues_of
from yanzhen.apps.cases.desk_views import (
    DelegationShown,
    Proposed,
    Published,
    TermShown,
    delegations,
    proposals,
    published,
    terms,
)
from yanzhen.apps.cases.effects import Granted, granted
from yanzhen.apps.cases.errors import CaseRefused, NoSuchCase, NoSuchDraft, NotReplayed, Refusal
from yanzhen.apps.cases.examining import Examined, examine
from yanzhen.apps.cases.facts import Known
from yanzhen.apps.cases.foreseeing import Foreseen, foreseen
from yanzhen.apps.cases.forms import FormShown, Paper, Question, form_of
from yanzhen.apps.cases.given import Given, Wanted
from yanzhen.apps.cases.items import item_of, title_of
from yanzhen.apps.cases.lifecycle import OpenWork, Possible
from yanzhen.apps.cases.loads import OfficeLoad, loads_by_place, loads_by_unit
from yanzhen.apps.cases.public_list import FIELDS as PUBLIC_FIELDS
from yanzhen.apps.cases.queries import (
    Filters,
    counted,
    listed,
    own_drafts,
    own_offers,
    running_publicities,
    waiting_on,
)
from yanzhen.apps.cases.reading import (
    case_shown,
    cases_page,
    own_page,
    queue_page,
    titles_of,
)
from yanzhen.apps.cases.receipts import receipt_of
from yanzhen.apps.cases.replaying import Replayed, replay
from yanzhen.apps.cases.revealing import reveal_name, reveal_objector
from yanzhen.apps.cases.sheets import write_refused, write_sheet
from yanzhen.apps.cases.showing import (
    draft_shown,
    filing_shown,
    material_shown,
    offer_shown,
    publicity_shown,
    tried_row,
)
from yanzhen.apps.cases.shown import (
    CaseShown,
    ClockShown,
    DecisionShown,
    DraftShown,
    FiledRow,
    FilingShown,
    MaterialShown,
    OfferShown,
    Page,
    PublicityShown,
    Receipt,
    Row,
    StepShown,
    SupplementShown,
    Tried,
    WorkShown,
)
from yanzhen.apps.cases.tasks import OFFERS
from yanzhen.apps.jobs.service import Standing
from yanzhen.apps.jobs.service import start as start_task
from yanzhen.apps.policies.service import published_pack
from yanzhen.policy import facts_of_item
from yanzhen.policy.vocabulary import Label

__all__ = [
    "PUBLIC_FIELDS", "CaseRefused", "CaseShown", "ClockShown", "Colleague", "DecisionShown",
    "DelegationShown", "DraftShown", "Examined", "FiledRow", "FilingShown", "Filters", "Foreseen",
    "FormShown", "Given", "Granted", "Known", "MaterialShown", "NoSuchCase", "NoSuchDraft",
    "NotReplayed", "OfferShown", "Offered", "OfficeLoad", "OpenWork", "Page", "Paper", "Possible",
    "Proposed", "PublicityShown", "Published", "Question", "Receipt", "Refusal", "Replayed", "Row",
    "StepShown", "SupplementShown", "TermShown", "Tried", "Wanted", "WorkShown", "act",
    "act_on_many", "answer_offer", "apply", "cases", "colleagues", "delegate", "delegations",
    "discard", "draft", "drafts", "end_delegation", "examined", "file_many", "filing", "find",
    "foreseen", "form", "granted", "how_many", "how_many_wait", "loads_by_place", "loads_by_unit",
    "look_over", "make_offers", "make_offers_later", "mine", "objector", "offers", "one",
    "open_file", "proposals", "publicity", "published", "queue", "raise_objection", "receipt",
    "receive", "refused_rows", "refused_sheet", "remove", "replay", "rows_of_sheet", "save",
    "set_term", "settle", "sheet_template", "start", "submit", "terms", "titles", "upload",
    "upload_to_case", "whole_name",
]  # fmt: skip

SIZE = 50


# ---------------------------------------------------------------- before the submission


def start(
    actor: Actor, city: str, item: str, place: str, subject_id: int,
    employer_id: int | None = None, answers: Mapping[str, Any] | None = None,
    words: Mapping[str, str] | None = None, key: str = "",
) -> DraftShown:  # fmt: skip
    """A new draft, to be handled in a place (its code); CaseRefused when it is not for her.

    The same key gives the same draft.
    """
    made = drafting.start_draft(
        acting=actor, city=city, item=item, place=place, subject_id=subject_id,
        employer_id=employer_id, answers=answers, words=words, key=key,
    )  # fmt: skip
    return draft(actor, made.public_id)


def save(
    actor: Actor, draft_id: str, answers: Mapping[str, Any],
    words: Mapping[str, str] | None = None, place: str | None = None,
) -> None:  # fmt: skip
    """Keep what was entered so far; an answer of None is taken back."""
    drafting.save_draft(acting=actor, draft=draft_id, answers=answers, words=words, place=place)


def discard(actor: Actor, draft_id: str) -> None:
    """The draft goes, with its files."""
    drafting.throw_away(acting=actor, draft=draft_id)


def draft(actor: Actor, draft_id: str) -> DraftShown:
    """One's own draft."""
    found = access_own_draft(actor, draft_id)
    pack = published_pack(found.city)
    return draft_shown(found, title_of(pack, item_of(pack, found.item)))


def drafts(actor: Actor) -> tuple[DraftShown, ...]:
    """One's drafts, the latest first; those whose item is no longer offered are left out."""
    found = []
    for one in own_drafts(actor):
        pack = published_pack(one.city)
        if one.item in pack.services:
            found.append(draft_shown(one, title_of(pack, item_of(pack, one.item))))
    return tuple(found)


def form(actor: Actor, draft_id: str) -> FormShown:
    """The draft's questions and papers, and the pre-check: blocks, warns, the rules' outcomes."""
    return form_of(actor, draft_id, timezone.localdate())


def upload(actor: Actor, draft_id: str, asked: str, name: str, body: bytes) -> MaterialShown:
    """Keep a file with a draft; `asked` is the paper's id, or empty. CaseRefused with a reason."""
    kept = attaching.stage_for_draft(
        acting=actor, draft=draft_id, asked=asked, name=name, body=body
    )
    return material_shown(kept, {})


def remove(actor: Actor, material_id: str) -> None:
    """Take a file away that was not handed in yet."""
    attaching.remove_staged(acting=actor, material=material_id)


def submit(actor: Actor, draft_id: str, key: str = "", confirmed: bool = False) -> Receipt:
    """The case with its number, at once; the same draft again gives the same receipt."""
    made = submitting.submit(acting=actor, draft=draft_id, key=key, confirmed=confirmed)
    return receipt_of(actor, made.number)


def apply(
    actor: Actor, key: str, city: str, item: str, place: str, subject_id: int,
    answers: Mapping[str, Any], words: Mapping[str, str] | None = None,
    employer_id: int | None = None,
) -> Receipt:  # fmt: skip
    """Draft and submission in one, for programs: the same key again gives the same receipt."""
    made = submitting.apply(
        acting=actor, key=key, city=city, item=item, place=place, subject_id=subject_id,
        answers=answers, words=words, employer_id=employer_id,
    )  # fmt: skip
    return receipt_of(actor, made.number)


def receipt(actor: Actor, number: str) -> Receipt:
    """What the receipt prints."""
    return receipt_of(actor, number)


# ---------------------------------------------------------------- the case


def one(actor: Actor, number: str) -> CaseShown:
    """A case with everything that its page shows; NoSuchCase when it is not there for her."""
    return case_shown(actor, number, timezone.localdate())


def act(actor: Actor, number: str, action: str, given: Given | None = None) -> None:
    """Take an action of its lifecycle; CaseRefused with every reason when it cannot be taken."""
    performing.perform(acting=actor, number=number, action=action, given=given or Given())


def examined(actor: Actor, number: str) -> Examined:
    """Facts with grades, the rules' outcomes with their trace, and the findings they wait for."""
    return examine(actor, number)


def find(actor: Actor, number: str, fact: str, value: Any, seen: str) -> None:
    """Record the result of an assessment or review that the rules wait for, and what was seen."""
    finding.find(acting=actor, number=number, fact=fact, value=value, seen=seen)


def act_on_many(
    actor: Actor, numbers: Sequence[str], action: str, given: Given | None = None
) -> tuple[Tried, ...]:
    """Take the action on each of several cases; one that cannot be taken stops no other."""
    return performing.perform_on_many(actor, numbers, action, given or Given())


def upload_to_case(actor: Actor, number: str, asked: str, name: str, body: bytes) -> MaterialShown:
    """Keep a file with a case; it is handed in with `Given(materials=...)`."""
    kept = attaching.stage_for_case(acting=actor, number=number, asked=asked, name=name, body=body)
    return material_shown(kept, {})


def receive(
    actor: Actor, number: str, files: Sequence[tuple[str, str, bytes]], answer: str = ""
) -> None:
    """A supplement that was brought to the window: (asked, name, bytes) of each, or in words."""
    receiving.receive(acting=actor, number=number, files=files, answer=answer)


def titles(actor: Actor, numbers: Iterable[str]) -> Mapping[str, Label]:
    """What each of these cases is about, as far as it is there for her."""
    return titles_of(actor, numbers)


def open_file(actor: Actor, material_id: str) -> tuple[MaterialShown, bytes]:
    """A file with its bytes; that somebody else's was opened is written down."""
    found, body = attaching.read_material(acting=actor, material=material_id)
    return material_shown(found, {}), body


# ---------------------------------------------------------------- lists


def queue(actor: Actor, wanted: Filters | None = None, page: int = 1, size: int = SIZE) -> Page:
    """What waits on her now, the most urgent first; each row with the work that she can do."""
    return queue_page(actor, wanted or Filters(), timezone.localdate(), page, size)


def cases(actor: Actor, wanted: Filters | None = None, page: int = 1, size: int = SIZE) -> Page:
    """The cases that she sees, narrowed and in order."""
    return cases_page(actor, wanted or Filters(), timezone.localdate(), page, size)


def how_many(actor: Actor, wanted: Filters | None = None) -> int:
    """How many cases she sees, narrowed; counted no further than a list counts."""
    return counted(listed(actor, wanted or Filters(), timezone.localdate()))


def how_many_wait(actor: Actor) -> int:
    """How many works wait on her now."""
    return counted(waiting_on(actor, timezone.localdate()))


def mine(actor: Actor, page: int = 1, size: int = SIZE) -> Page:
    """The cases about herself or filed by her."""
    return own_page(actor, timezone.localdate(), page, size)


# ---------------------------------------------------------------- while someone is away


def delegate(
    actor: Actor, to: int, role: Role, organisation_id: int, starts_on: date, ends_on: date
) -> int:
    """Let a colleague act in her place; the delegation's id."""
    given = delegating.delegate(
        acting=actor, to=to, role=role, organisation_id=organisation_id, starts_on=starts_on,
        ends_on=ends_on,
    )  # fmt: skip
    return given.pk


def end_delegation(actor: Actor, delegation_id: int) -> None:
    """From now on she acts for herself again."""
    delegating.end_delegation(acting=actor, delegation=delegation_id)


# ---------------------------------------------------------------- publicity and objections


def publicity(actor: Actor, city: str) -> tuple[PublicityShown, ...]:
    """The entries that are public today, those that end first; for anybody."""
    today = timezone.localdate()
    return tuple(publicity_shown(one, today) for one in running_publicities(actor, city, today))


def raise_objection(
    actor: Actor, publicity_id: int, name: str, contact: str, text: str, key: str
) -> str:
    """The number of the objection; the same key again gives the same number."""
    return objecting.raise_objection(
        acting=actor, publicity_id=publicity_id, name=name, contact=contact, text=text, key=key
    )


def settle(now: datetime | None = None) -> tuple[int, int]:
    """What time brings about: periods that are over end, decisions take effect; for a job."""
    return objecting.settle(now=now)


# ---------------------------------------------------------------- offers (免申即享)


def make_offers(
    actor: Actor, city: str, item: str, place: str, told: Callable[[int], None] = lambda count: None
) -> Offered:
    """Find who qualifies by what is well known, and ask each; may be run again. For a job."""
    return offering.offer(acting=actor, city=city, item=item, place=place, told=told)


def make_offers_later(actor: Actor, city: str, item: str, place: str) -> Standing:
    """The same in the background; a page watches how far it is."""
    given = {"city": city, "item": item, "place": place}
    return start_task(OFFERS, given, acting=actor, turn=f"offers:{city}/{item}")


def offers(actor: Actor) -> tuple[OfferShown, ...]:
    """The offers made to herself, the latest first."""
    return tuple(map(offer_shown, own_offers(actor)))


def answer_offer(actor: Actor, offer_id: int, accepts: bool) -> str | None:
    """Her wish; when she accepts, the number of the case that is open at once."""
    made = offering.answer(acting=actor, offer_id=offer_id, accepts=accepts)
    return made.number if made is not None else None


# ---------------------------------------------------------------- an employer's sheet


def sheet_template(city: str, item: str) -> bytes:
    """An empty sheet (.xlsx) for an item: name, document, number, the facts that it asks."""
    pack = published_pack(city)
    return write_sheet(facts_of_item(pack, item_of(pack, item)))


def file_many(
    actor: Actor, city: str, item: str, place: str, employer_id: int, name: str, body: bytes,
    told: Callable[[int], None] = lambda count: None,
) -> FilingShown:  # fmt: skip
    """Apply for everybody in the sheet; rows that fail are kept with their reasons."""
    made = filing_action.file_many(
        acting=actor, city=city, item=item, place=place, employer_id=employer_id, name=name,
        body=body, told=told,
    )  # fmt: skip
    return filing_shown(made)


def look_over(
    actor: Actor, city: str, item: str, place: str, employer_id: int, name: str, body: bytes,
    told: Callable[[int], None] = lambda count: None,
) -> tuple[FiledRow, ...]:  # fmt: skip
    """What would become of each row: it is tried, and taken back."""
    looked = filing_action.look_over(
        acting=actor, city=city, item=item, place=place, employer_id=employer_id, name=name,
        body=body, told=told,
    )  # fmt: skip
    return tuple(tried_row(*one) for one in looked)


def rows_of_sheet(
    actor: Actor, city: str, item: str, place: str, employer_id: int, name: str, body: bytes
) -> int:  # fmt: skip
    """How many rows a sheet has; CaseRefused when it cannot be taken in as a whole."""
    return filing_action.rows_of(
        acting=actor, city=city, item=item, place=place, employer_id=employer_id, name=name,
        body=body,
    )  # fmt: skip


def filing(actor: Actor, filing_id: str) -> FilingShown:
    """A sheet of her employer, with what became of each row."""
    return filing_shown(access_filing(actor, filing_id))


def refused_rows(actor: Actor, filing_id: str) -> bytes:
    """The rows that were not taken, with the reasons, as a sheet (.xlsx)."""
    return refused_sheet(filing(actor, filing_id).rows)


def refused_sheet(rows: Iterable[FiledRow]) -> bytes:
    """Those of the rows that have no case, with the reasons, as a sheet (.xlsx)."""
    return write_refused((one.row, one.name, one.why.zh) for one in rows if not one.number)


# ---------------------------------------------------------------- colleagues, objectors


def colleagues(actor: Actor, case: CaseShown) -> tuple[Colleague, ...]:
    """To whom the open works of a case could be reassigned."""
    return colleagues_of(actor, case.works)


def objector(actor: Actor, number: str, reason: str) -> tuple[str, str]:
    """Name and contact of whoever raised an objection; that they were read is written down."""
    return reveal_objector(actor, number, reason)


def whole_name(actor: Actor, number: str, reason: str) -> str:
    """The name that a list masks; that it was read is written down."""
    return reveal_name(actor, number, reason)
