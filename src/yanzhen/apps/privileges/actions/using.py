"""A partner reads a card and records a use: two taps, counted once.

    verdict = look(acting=partner, code="YZ1:...")             what the card opens here
    record_use(acting=partner, ticket=verdict.ticket, privilege_id=7, key="form-1")
    take_back(acting=partner, use_id=12, reason="点错了")       on the same day

Late: with `at`, the time at which the card was shown; such a use is marked. The use, the counts of
the card, the year's number and the entry in the log are one transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.privileges import counting, pooling, reading, watching
from yanzhen.apps.privileges.access import access_own_use, providers_for
from yanzhen.apps.privileges.errors import NoSuchPrivilege, PrivilegeRefused, Refusal, refuse
from yanzhen.apps.privileges.errors import reasoned as with_reason
from yanzhen.apps.privileges.fitting import why_not
from yanzhen.apps.privileges.models import Privilege, Provider, Statement, Use
from yanzhen.apps.privileges.reading import Refused, Seen
from yanzhen.apps.privileges.tickets import Ticket, opened, pseudonym, sealed, ticket_of

LONGEST_CODE = 2000
LONGEST_KEY = 100
LATE = timedelta(minutes=10)
FIRST_YEAR = 2020  # no card is older; a slip of the keyboard may be


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code said, and the ticket with which a use is recorded; none for a refused one."""

    seen: Seen | None = None
    refused: Refused | None = None
    ticket: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A use; not `fresh` when the same key had recorded it before."""

    id: int
    privilege_id: int
    at: datetime
    late: bool
    fresh: bool


def look(*, acting: Actor, code: str, at: datetime | None = None) -> Verdict:
    """Read a card, now or as it was shown at a moment that is over."""
    ours, now = _ours(acting), timezone.now()
    moment = _moment(at, now)
    code = code.strip()
    if not code or len(code) > LONGEST_CODE:
        raise refuse(
            "no_code", "请扫码或输入卡上的代码。", "Scan or enter the code of the card.", "code"
        )
    late = now - moment > LATE
    found = reading.look_up(code, moment, late)
    if isinstance(found, Refused):
        with act_as(SYSTEM), transaction.atomic():
            watching.note_refused(Provider.objects.get(pk=ours[0]), found, code, moment)
        return Verdict(refused=found, at=at)
    shown = moment if late else None
    return Verdict(found, None, sealed(ticket_of(found, code, shown), acting), shown)


def record_use(*, acting: Actor, ticket: str, privilege_id: int, key: str) -> Recorded:
    """A use of a card that was read a moment ago; the same key again is the same use.

    What is entered late has a key of its own making: one showing is not entered twice.
    """
    card = opened(ticket, acting)
    return _record(acting, card, privilege_id, card.late_key(privilege_id) or key)


def record_code(
    *, acting: Actor, code: str, privilege_id: int, key: str, at: datetime | None = None
) -> Recorded:
    """Read a card and record a use at once, as gates do; a key that is known reads nothing anew."""
    ours = _ours(acting)
    with act_as(SYSTEM):
        known = Use.objects.filter(provider__in=ours, key=key, privilege=privilege_id).first()
    if known is not None:
        return _recorded(known, fresh=False)
    verdict = look(acting=acting, code=code, at=at)
    if verdict.refused is not None:
        raise PrivilegeRefused([Refusal(verdict.refused.code, verdict.refused.say, "code")])
    return record_use(acting=acting, ticket=verdict.ticket, privilege_id=privilege_id, key=key)


def take_back(*, acting: Actor, use_id: int, reason: str) -> None:
    """It was a mistake: on the day on which it was recorded, with a reason."""
    reason, now = with_reason(reason), timezone.now()
    with transaction.atomic():
        use = access_own_use(acting, use_id)
        if use.taken_back_at is not None:
            return
        if timezone.localdate(use.recorded_at) != timezone.localdate(now):
            raise refuse(
                "another_day", "只能在登记当天撤销；之后请联系人才工作机构。",
                "Only on the day on which it was recorded; later, ask the talent office.",
            )  # fmt: skip
        on = timezone.localdate(use.at)
        with act_as(SYSTEM):
            _not_confirmed(use.provider_id, on)
            use.taken_back_at, use.taken_back_for = now, reason
            use.save(update_fields=["taken_back_at", "taken_back_for"])
            counting.give_back(use.privilege, use.card_id, on)
            pooling.bring_back(acting, use.privilege, use.pk, on.year, reason)
            _told(acting, use, "taken_back")


def _record(acting: Actor, card: Ticket, privilege_id: int, key: str) -> Recorded:
    if not 1 <= len(key) <= LONGEST_KEY:
        raise refuse(
            "no_key", "缺少登记编号，请重新打开页面。", "The key is missing: open the page anew."
        )
    ours, now = _ours(acting), timezone.now()
    at = card.moment or now
    on = timezone.localdate(at)
    with act_as(SYSTEM), transaction.atomic():
        rows = Privilege.objects.select_related("provider").filter(provider__in=ours)
        offer = rows.filter(pk=privilege_id).first()
        if offer is None:
            raise NoSuchPrivilege(privilege_id)
        known = Use.objects.filter(provider=offer.provider_id, key=key).first()
        if known is not None:
            return _same(known, offer, card)
        _open_for(offer, card, on)
        made = _written(acting, offer, card, key, at, now)
        if made is None:  # the same form, sent twice at once: the other one was first
            return _same(Use.objects.get(provider=offer.provider_id, key=key), offer, card)
        counting.take(offer, card.card_id, on)
        pooling.spend_one(acting, offer, made.pk, on.year)
        watching.look_at(made)
        _told(acting, made, "used")
    return _recorded(made, fresh=True)


def _written(
    acting: Actor, offer: Privilege, card: Ticket, key: str, at: datetime, now: datetime
) -> Use | None:
    """The row; None where somebody else wrote one of this key in this moment."""
    try:
        with transaction.atomic():
            return Use.objects.create(
                privilege=offer, provider=offer.provider, tenant_id=offer.tenant_id, key=key,
                card_id=card.card_id, pseudonym=pseudonym(offer.provider_id, card.card_id),
                level=card.level, name_mask=card.name_mask, at=at, recorded_at=now,
                late=bool(card.at), by_id=acting.account_id, by_name=acting.name,
            )  # fmt: skip
    except IntegrityError:
        return None


def _open_for(offer: Privilege, card: Ticket, on: date) -> None:
    """PrivilegeRefused where the offer is not for the card, or the month is closed."""
    reason = why_not(offer, card, on)
    if reason is not None:
        raise PrivilegeRefused([Refusal("not_for_card", reason)])
    _not_confirmed(offer.provider_id, on)


def _not_confirmed(provider_id: int, on: date) -> None:
    months = Statement.objects.filter(provider=provider_id, month=on.replace(day=1))
    if months.exclude(confirmed_at=None).exists():
        raise refuse(
            "closed", "当月结算单已确认，不能再登记或撤销。",
            "The statement of that month is confirmed: nothing is added or taken back.",
        )  # fmt: skip


def _same(known: Use, offer: Privilege, card: Ticket) -> Recorded:
    if (known.privilege_id, known.card_id) != (offer.pk, card.card_id):
        raise refuse(
            "key_used", "这个登记编号已用于另一次使用。", "The key belongs to another use."
        )
    return _recorded(known, fresh=False)


def _recorded(use: Use, fresh: bool) -> Recorded:
    return Recorded(use.pk, use.privilege_id, use.at, use.late, fresh)


def _ours(acting: Actor) -> tuple[int, ...]:
    ours = providers_for(acting)
    if not ours:
        raise NoSuchPrivilege("provider")
    return ours


def _moment(at: datetime | None, now: datetime) -> datetime:
    if at is None:
        return now
    if at.year < FIRST_YEAR:
        raise refuse("too_old", "时间有误，请检查年份。", "Look at the year of this time.", "at")
    if at > now:
        raise refuse("tomorrow", "时间不能晚于现在。", "The time is not over yet.", "at")
    return at


def _told(acting: Actor, use: Use, what: str) -> None:
    record(
        f"privilege.{what}", acting=acting, subject=f"use:{use.pk}", chain=use.privilege.city,
        details={"privilege": use.privilege_id, "provider": use.provider_id, "card": use.card_id,
                 "at": use.at.isoformat(), "late": use.late},
    )  # fmt: skip
