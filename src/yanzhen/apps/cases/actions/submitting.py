"""Submission: the draft becomes a case with a number, at once and once only.

submit(acting=wang, draft="h3kQ...", key="7c0e...")    ->   the case
submit(acting=wang, draft="h3kQ...", key="7c0e...")    ->   the same case: nothing happens twice
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.access import access_draft, account_of
from yanzhen.apps.cases.actions.attaching import attach_draft
from yanzhen.apps.cases.actions.drafting import KEY_USED, start_draft
from yanzhen.apps.cases.actions.recording import (
    Happening,
    Opened,
    deal_with,
    department_of,
    write_audit,
    write_move,
)
from yanzhen.apps.cases.actions.telling import tell_applicant
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.items import item_of, pack_of, title_of
from yanzhen.apps.cases.lifecycle import begin
from yanzhen.apps.cases.models import Case, Draft, Work
from yanzhen.apps.cases.numbers import next_number
from yanzhen.apps.cases.parties import route_of
from yanzhen.apps.cases.prechecking import ALREADY, precheck
from yanzhen.apps.cases.terms import lifecycle_of, periods_of
from yanzhen.apps.policies.service import published_pack
from yanzhen.policy import Pack
from yanzhen.policy.service_item import ServiceItem
from yanzhen.policy.vocabulary import Label

LONGEST_KEY = 100
BAD_KEY = Label(
    f"幂等键须为 1 到 {LONGEST_KEY} 个字符。",
    f"An idempotency key has between 1 and {LONGEST_KEY} characters.",
)
UNREAD = Label(
    "还有提示没有确认：{says}如仍要提交，请勾选确认。",
    "There are warnings: {says} To submit all the same, confirm that you have read them.",
)


def submit(
    *, acting: Actor, draft: str, key: str = "", confirmed: bool = False,
    now: datetime | None = None,
) -> Case:  # fmt: skip
    """The case that the draft becomes, or became: a retry gets the same number.

    `confirmed` says that the warnings of the pre-check were read. CaseRefused with all reasons.
    """
    moment = now or timezone.now()
    try:
        with transaction.atomic():
            found = access_draft(acting, draft)
            if (before := _submitted(acting, found, key)) is not None:
                return before
            pack = published_pack(found.city)
            _checked(found, pack, moment, confirmed)
            return make_case(found, pack, acting, key or found.public_id, moment)
    except IntegrityError as error:
        # Another submission was quicker between the check and the insert.
        raise CaseRefused([clash(str(error))]) from None


def apply(
    *, acting: Actor, key: str, city: str, item: str, place: str, subject_id: int,
    answers: Mapping[str, Any], words: Mapping[str, str] | None = None,
    employer_id: int | None = None, now: datetime | None = None,
) -> Case:  # fmt: skip
    """Draft and submission in one: one case for one key, however often it is asked for."""
    if not 1 <= len(key) <= LONGEST_KEY:
        raise CaseRefused([Refusal("bad_key", BAD_KEY, "key")])
    if (before := _by_key(acting, key)) is not None:
        return before
    try:
        with transaction.atomic():
            draft = start_draft(
                acting=acting, city=city, item=item, place=place, subject_id=subject_id,
                employer_id=employer_id, answers=answers, words=words,
            )  # fmt: skip
            return submit(acting=acting, draft=draft.public_id, key=key, confirmed=True, now=now)
    except CaseRefused:
        # A twin of this very request may have been quicker: then its case is the answer.
        if (before := _by_key(acting, key)) is not None:
            return before
        raise


def _by_key(acting: Actor, key: str) -> Case | None:
    rows = Case.objects.visible_to(acting)
    return rows.filter(filed_by=account_of(acting), idempotency_key=key).first()


def make_case(draft: Draft, pack: Pack, acting: Actor, key: str, now: datetime) -> Case:
    """The case itself; inside the caller's transaction, with the draft locked."""
    if not 1 <= len(key) <= LONGEST_KEY:
        raise CaseRefused([Refusal("bad_key", BAD_KEY, "key")])
    item = item_of(pack, draft.item)
    case = _row(draft, acting, key, now, pack, item)
    by = Happening(acting, now, {})
    opened = file_case(case, pack, item, by)
    draft.case = case
    draft.save(update_fields=["case", "updated_at"])
    attach_draft(case, draft)
    deal_with(case, {case.tenant_id, case.window_id})
    number(opened, by)
    return case


def file_case(case: Case, pack: Pack, item: ServiceItem, by: Happening) -> Opened:
    """The first state of a case that has just been made."""
    life = pack.lifecycles[case.lifecycle]
    opened = Opened(case, pack, item, life, [], [], [])
    write_move(opened, begin(life, route_of(case)), by)
    return opened


def number(opened: Opened, by: Happening) -> None:
    """Its number, as the last thing: the counter stays locked until the transaction ends."""
    case = opened.case
    case.number = next_number(case.city, timezone.localdate(by.now).year)
    title = title_of(pack_of(case), item_of(pack_of(case), case.item))
    case.found_by = f"{case.number} {case.subject_name} {title.zh} {title.en}"
    case.save(update_fields=["number", "found_by"])
    Work.objects.filter(case=case).update(number=case.number)
    write_audit(case, "submit", by)
    tell_applicant(opened, "submit", by)


def clash(text: str) -> Refusal:
    """What another transaction took first, by the name of the constraint."""
    if "cases_case_one_per_key" in text:
        return Refusal("key_used", KEY_USED, "key")
    if "cases_case_one_open_benefit" in text:
        return Refusal("already_running", ALREADY)
    raise AssertionError(text)


def _submitted(acting: Actor, draft: Draft, key: str) -> Case | None:
    """The case that this draft became already; a key of another draft is refused."""
    if draft.case_id is not None:
        return Case.objects.get(pk=draft.case_id)
    if key and Case.objects.filter(filed_by=acting.account_id, idempotency_key=key).exists():
        raise CaseRefused([Refusal("key_used", KEY_USED, "key")])
    return None


def _checked(draft: Draft, pack: Pack, now: datetime, confirmed: bool) -> None:
    found = precheck(draft, timezone.localdate(now), pack)
    if found.blocks:
        raise CaseRefused(found.blocks)
    if found.warns and not confirmed:
        zh = "".join(one.reason.zh for one in found.warns)
        en = " ".join(one.reason.en for one in found.warns)
        said = Label(UNREAD.zh.format(says=zh), UNREAD.en.format(says=en))
        raise CaseRefused([Refusal("unconfirmed", said, "confirmed"), *found.warns])


def _row(
    draft: Draft, acting: Actor, key: str, now: datetime, pack: Pack, item: ServiceItem
) -> Case:
    subject = draft.subject
    life = lifecycle_of(pack, item, draft.tenant_id)
    window = department_of(pack, draft.tenant_id, item.window or "")
    statutory, promised = periods_of(item, draft.tenant_id)
    return Case.objects.create(
        number=f"~{secrets.token_hex(12)}", city=draft.city, tenant_id=draft.tenant_id,
        window_id=window.id, departments=[window.id], item=item.id, kind=item.kind,
        pack_hash=pack.content_hash, lifecycle=life.id, lifecycle_version=life.version,
        route={place: list(units) for place, units in item.route.items()},
        subject_id=subject.pk, subject_kind=subject.kind, subject_name=subject.name,
        applicant_id=subject.account_id,
        filed_by_id=acting.account_id, employer_id=draft.employer_id, channel=draft.channel,
        idempotency_key=key, answers=draft.answers, words=draft.words, state=life.start,
        submitted_at=now, statutory_days=statutory, promised_days=promised,
    )  # fmt: skip
