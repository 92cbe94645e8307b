"""Objections: a case of its own, raised against one that is published; and the end of the period.

Anybody may object, with or without an account, under a name and a way to be reached. Until the
objection is closed the other case is neither approved nor takes effect.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.cases.actions.opening import opened
from yanzhen.apps.cases.actions.performing import perform_on
from yanzhen.apps.cases.actions.recording import Happening, department_of, write_step
from yanzhen.apps.cases.actions.submitting import LONGEST_KEY, file_case, number
from yanzhen.apps.cases.actions.telling import tell_objection
from yanzhen.apps.cases.errors import CaseRefused, NoSuchCase, Refusal
from yanzhen.apps.cases.given import Given
from yanzhen.apps.cases.items import OBJECTION, item_of, pack_of
from yanzhen.apps.cases.models import Case, Objector, Publicity
from yanzhen.policy.vocabulary import Label

LONGEST = 5_000
NO_NAME = Label("请填写姓名。", "Enter your name.")
NO_CONTACT = Label(
    "请填写联系方式，便于核实。", "Say how you can be reached, so that it is checked."
)
NO_TEXT = Label("请写明异议的内容和理由。", "Say what you object to, and why.")
TOO_LONG = Label(f"最多 {LONGEST} 个字。", f"At most {LONGEST} characters.")


def raise_objection(
    *, acting: Actor, publicity_id: int, name: str, contact: str, text: str, key: str,
    now: datetime | None = None,
) -> str:  # fmt: skip
    """The number of the objection; the same key again gives the same number."""
    moment = now or timezone.now()
    _said(name, contact, text)
    with transaction.atomic(), being(SYSTEM):
        # Whoever objects sees the entry and not the case: the service files it for her.
        entry = (
            Publicity.objects.select_for_update()
            .select_related("case")
            .filter(pk=publicity_id, closed_at__isnull=True)
            .first()
        )
        if entry is None or not entry.starts_on <= timezone.localdate(moment) <= entry.ends_on:
            raise NoSuchCase(str(publicity_id))
        filed = f"objection:{entry.pk}:{key}"[:LONGEST_KEY]
        before = Case.objects.filter(filed_by=acting.account_id, idempotency_key=filed).first()
        if before is not None:
            return before.number
        made = _file(entry.case, acting, filed, text, moment)
        Objector.objects.create(case=made, name=name.strip(), contact=contact.strip())
        return made.number


def _said(name: str, contact: str, text: str) -> None:
    refusals = [
        Refusal("missing", said, field)
        for field, value, said in (
            ("name", name, NO_NAME), ("contact", contact, NO_CONTACT), ("text", text, NO_TEXT)
        )
        if not value.strip()
    ]  # fmt: skip
    if len(text) > LONGEST or len(name) > 80 or len(contact) > 200:
        refusals.append(Refusal("too_long", TOO_LONG, "text"))
    if refusals:
        raise CaseRefused(refusals)


def _file(against: Case, actor: Actor, key: str, text: str, now: datetime) -> Case:
    """The objection goes the way of the case that it is raised against."""
    pack = pack_of(against)
    item = item_of(pack, OBJECTION)
    life = pack.lifecycles[OBJECTION]
    window = department_of(pack, against.tenant_id, against.route["window"][0])
    made = Case.objects.create(
        number=f"~{secrets.token_hex(12)}", city=against.city, tenant_id=against.tenant_id,
        window_id=window.id, departments=[window.id], item=OBJECTION, kind=item.kind,
        pack_hash=against.pack_hash, lifecycle=life.id, lifecycle_version=life.version,
        route={**against.route, "handle": []}, against=against, subject_name="",
        filed_by_id=actor.account_id, applicant_id=actor.account_id, channel=Case.Channel.PUBLIC,
        idempotency_key=key, words={"text": text.strip()}, state=life.start, submitted_at=now,
    )  # fmt: skip
    by = Happening(actor, now, {})
    number(file_case(made, pack, item, by), by)
    told = Happening(SYSTEM, now, {"objection": made.number}, inward=True)
    target = opened(against)
    write_step(target, "objection", against.state, told)
    tell_objection(against, target)
    return made


def settle(*, now: datetime | None = None) -> tuple[int, int]:
    """What time brings about: publicity periods that are over end, decisions take effect.

    Returns how many of each. Cases against which an objection is open wait for its end.
    """
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    with being(SYSTEM):
        over = Publicity.objects.filter(closed_at__isnull=True, ends_on__lt=today)
        ended = _each(over.values_list("case_id", flat=True), "end_publicity", moment)
        decided = Case.objects.filter(state="decided", is_open=True)
        effective = _each(decided.values_list("pk", flat=True), "take_effect", moment)
    return ended, effective


def _each(ids: Iterable[int], action: str, now: datetime) -> int:
    """One transaction for each: one that cannot go on does not hold up the others."""
    done = 0
    for pk in list(ids):
        with transaction.atomic():
            case = Case.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if case is None:
                continue
            try:
                with transaction.atomic():
                    perform_on(opened(case), SYSTEM, action, Given(), now)
                done += 1
            except CaseRefused:
                continue
    return done
