"""免申即享: who qualifies is found and asked; whoever wants it has her case at once.

    offer(acting=office, city="xiangtan", item="rent-subsidy", place="xiangtan")
    answer(acting=wang, offer_id=7, accepts=True)          ->   the number of her case

Only those are looked at who have agreed to it, and only facts that are known well enough decide:
what somebody merely declared is no ground for an offer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.cases.access import access_offer, account_of
from yanzhen.apps.cases.actions.drafting import tenant_of_code
from yanzhen.apps.cases.actions.submitting import make_case
from yanzhen.apps.cases.decisions import verdict_of
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.facts import about, known_facts, values_of
from yanzhen.apps.cases.items import item_of, title_of
from yanzhen.apps.cases.models import Case, Draft, Offer
from yanzhen.apps.cases.tracing import ELIGIBLE, assessed, trace_of
from yanzhen.apps.notices.service import notify
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack, SubjectRefused
from yanzhen.policy.service_item import ServiceItem
from yanzhen.policy.vocabulary import Label

AT_ONCE = 100
OFFERING = frozenset({Role.TALENT_OFFICE, Role.CLERK})
NOT_YOURS = Label(
    "免申即享由本地窗口或人才工作机构发起。",
    "Offers are made by the window or the talent office of the place.",
)
NOT_OFFERED = Label(
    "这个事项须本人申请，不适用免申即享。", "This item has to be applied for; it is not offered."
)
ANSWERED = Label("这项意愿已经答复。", "This offer was answered already.")


@dataclass(frozen=True, slots=True)
class Offered:
    """What a run came to: looked at, found to qualify, asked now (who was asked is not again)."""

    looked_at: int = 0
    qualify: int = 0
    asked: int = 0


def offer(
    *, acting: Actor, city: str, item: str, place: str, now: datetime | None = None,
    told: Callable[[int], None] = lambda count: None,
) -> Offered:  # fmt: skip
    """Look through those who agreed to it, and ask those who qualify; may be run again."""
    moment = now or timezone.now()
    pack = published_pack(city)
    chosen = item_of(pack, item)
    tenant = tenant_of_code(city, place)
    _may(acting, chosen, tenant)
    looked_at = qualify = asked = 0
    with being(SYSTEM):
        for people in _portions(_candidates(chosen, tenant)):
            with transaction.atomic():
                for subject in people:
                    found = _found(pack, chosen, subject, moment)
                    qualify += found is not None
                    if found is not None:
                        asked += _ask(pack, chosen, subject, tenant, found, moment)
            looked_at += len(people)
            told(len(people))
        record(
            "offer.run", acting=acting, subject=f"item:{city}/{item}", chain=city,
            details={"tenant": tenant, "looked_at": looked_at, "qualify": qualify, "asked": asked},
        )  # fmt: skip
    return Offered(looked_at, qualify, asked)


def answer(
    *, acting: Actor, offer_id: int, accepts: bool, now: datetime | None = None
) -> Case | None:
    """Her wish: the case, ready-made, when she accepts; the same answer again changes nothing."""
    moment = now or timezone.now()
    with transaction.atomic():
        found = access_offer(acting, offer_id)
        if found.state == (Offer.State.ACCEPTED if accepts else Offer.State.DECLINED):
            return Case.objects.get(pk=found.case_id) if found.case_id else None
        if found.state != Offer.State.ASKED:
            raise CaseRefused([Refusal("answered", ANSWERED)])
        made = _case(found, acting, moment) if accepts else None
        found.state = Offer.State.ACCEPTED if accepts else Offer.State.DECLINED
        found.answered_at, found.case = moment, made
        found.save(update_fields=["state", "answered_at", "case"])
    return made


def _may(acting: Actor, item: ServiceItem, tenant: int) -> None:
    if not (acting.is_system or acting.holds_any(OFFERING, tenant)):
        raise CaseRefused([Refusal("not_yours", NOT_YOURS)])
    if "staff" not in item.apply or not item.rules:
        raise CaseRefused([Refusal("not_offered", NOT_OFFERED, "item")])


def _candidates(item: ServiceItem, tenant: int) -> Iterator[Any]:
    """Those of the place who have an account and have agreed, and have not got it already."""
    had = Case.objects.filter(item=item.id).exclude(state__in=("withdrawn", "refused", "rejected"))
    for kind in item.subjects:
        rows = (
            registry.subjects(SYSTEM, kind)
            .filter(
                residences__organisation=tenant,
                account__isnull=False,
                consents__purpose=registry.Purpose.ASSESS,
                consents__withdrawn_at__isnull=True,
            )
            .exclude(pk__in=had.filter(subject__isnull=False).values("subject"))
        )
        yield from rows.distinct().iterator(chunk_size=AT_ONCE)


def _portions(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while portion := list(islice(rows, AT_ONCE)):
        yield portion


def _found(pack: Pack, item: ServiceItem, subject: Any, now: datetime) -> dict[str, Any] | None:
    """What the rules give her by what is well known; None unless she qualifies."""
    day = timezone.localdate(now)
    known = about(known_facts(subject.pk, {}, day, pack.city), pack, subject.kind)
    well = {name: one for name, one in known.items() if one.is_settled}
    try:
        trace = trace_of(assessed(pack, subject.kind, values_of(well), day), item.rules)
    except SubjectRefused:
        return None
    verdict = verdict_of(trace["outcomes"])
    if verdict is None or verdict.status != ELIGIBLE:
        return None
    return {"status": verdict.status, "total_fen": verdict.total_fen, "most_fen": verdict.most_fen}


def _ask(
    pack: Pack, item: ServiceItem, subject: Any, tenant: int, found: dict[str, Any], now: datetime
) -> int:
    made, is_new = Offer.objects.get_or_create(
        subject_id=subject.pk, item=item.id, pack_hash=pack.content_hash,
        defaults={
            "city": pack.city, "tenant_id": tenant, "account_id": subject.account_id,
            "found_on": timezone.localdate(now), "found": found,
        },
    )  # fmt: skip
    if is_new:
        words = {"item": title_of(pack, item), "until": None}
        notify(subject.account_id, "offer_made", words, f"/offers/{made.pk}/")
    return int(is_new)


def _case(offer: Offer, acting: Actor, now: datetime) -> Case:
    """The case that she need not apply for: the registry has all that it takes."""
    draft = Draft.objects.create(
        owner_id=account_of(acting), city=offer.city, tenant_id=offer.tenant_id, item=offer.item,
        subject_id=offer.subject_id, channel=Case.Channel.OFFER,
    )  # fmt: skip
    return make_case(draft, published_pack(offer.city), acting, f"offer:{offer.pk}", now)
