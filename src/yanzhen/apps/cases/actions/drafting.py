"""Drafts: begun, saved as far as one got, thrown away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.access import access_draft, account_of
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.items import item_of
from yanzhen.apps.cases.models import Case, Content, Draft, Material
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.registry import service as registry
from yanzhen.policy.service_item import ServiceItem
from yanzhen.policy.vocabulary import Label

MOST_DRAFTS = 100
TOO_MANY = Label(
    f"最多保留 {MOST_DRAFTS} 份草稿；请先提交或删除一些。",
    f"At most {MOST_DRAFTS} drafts are kept; submit or delete some of them first.",
)
NOT_FOR_HER = Label(
    "这个事项不由这类对象申请；请看事项说明中的服务对象。",
    "This item is not for this kind of applicant; see for whom it is.",
)
NOT_THIS_WAY = Label(
    "这个事项不能这样提出；请看事项说明中的申请方式。",
    "This item cannot be filed in this way; see who may apply.",
)
SUBMITTED = Label(
    "这份草稿已经提交，不能再改；请到“我的办件”查看。",
    "This draft was submitted and stays as it was; see it among your cases.",
)
KEY_USED = Label(
    "这个幂等键已用于另一件申请；请换一个。",
    "This idempotency key was used for another application; take a new one.",
)
NO_PLACE = Label("请选择受理地。", "Choose the place that handles it.")
LONGEST_TEXT = 5_000
TOO_LONG = Label(
    f"最多 {LONGEST_TEXT} 个字；更多内容请作为材料上传。",
    f"At most {LONGEST_TEXT} characters; upload the rest as a file.",
)
NO_SUBJECT = Label(
    "没有这个申请对象；请先在登记信息中建立。", "There is no such applicant; enter it first."
)
WAYS = {Case.Channel.SELF: "self", Case.Channel.EMPLOYER: "employer", Case.Channel.STAFF: "staff"}


def start_draft(
    *, acting: Actor, city: str, item: str, place: str, subject_id: int,
    employer_id: int | None = None, answers: Mapping[str, Any] | None = None,
    words: Mapping[str, str] | None = None, key: str = "",
) -> Draft:  # fmt: skip
    """A new draft about a subject, to be handled in a place (the code of a city, county, park).

    `key`: whoever asks again with it, because no answer came, is given the draft of the first time.
    """
    made = Draft.objects.filter(owner=acting.account_id, key=key).first() if key else None
    if made is not None:
        if (made.city, made.item, made.subject_id) != (city, item, subject_id):
            raise CaseRefused([Refusal("key_used", KEY_USED, "key")])
        return made
    chosen = item_of(published_pack(city), item)
    subject = subject_of(acting, subject_id)
    channel = channel_of(acting, subject.account_id, employer_id)
    _fits(chosen, subject.kind, channel)
    tenant_id = tenant_of_code(city, place)
    with transaction.atomic():
        if Draft.objects.filter(owner=acting.account_id, case=None).count() >= MOST_DRAFTS:
            raise CaseRefused([Refusal("too_many_drafts", TOO_MANY)])
        return Draft.objects.create(
            owner_id=account_of(acting), city=city, tenant_id=tenant_id, item=item,
            subject_id=subject_id, employer_id=employer_id, channel=channel,
            answers=dict(answers or {}), words=_words(words or {}), key=key,
        )  # fmt: skip


def save_draft(
    *, acting: Actor, draft: str, answers: Mapping[str, Any],
    words: Mapping[str, str] | None = None, place: str | None = None,
) -> Draft:  # fmt: skip
    """Keep what was entered, right or wrong; None takes an answer back."""
    with transaction.atomic():
        found = _open(acting, draft)
        kept = {**found.answers, **answers}
        found.answers = {name: value for name, value in kept.items() if value is not None}
        found.words = {**found.words, **_words(words or {})}
        if place is not None:
            found.tenant_id = tenant_of_code(found.city, place)
        found.save()
    return found


def throw_away(*, acting: Actor, draft: str) -> None:
    """The draft goes, with the files that were uploaded for it."""
    with transaction.atomic():
        found = _open(acting, draft)
        Content.objects.filter(material__draft=found).delete()
        Material.objects.filter(draft=found).delete()
        found.delete()


def tenant_of_code(city: str, place: str) -> int:
    """The city, county or park of a code; CaseRefused when it is none of this city."""
    try:
        seat = organisation(place)
    except NoSuchOrganisation:
        seat = None
    if seat is None or seat.city != city or not seat.is_active:
        raise CaseRefused([Refusal("no_place", NO_PLACE, "place")])
    return seat.tenant_id


def _words(words: Mapping[str, str]) -> dict[str, str]:
    long = [name for name, text in words.items() if len(text) > LONGEST_TEXT]
    if long:
        raise CaseRefused([Refusal("too_long", TOO_LONG, name) for name in long])
    return {name: text.replace("\x00", "").strip() for name, text in words.items()}


def channel_of(acting: Actor, account_id: int | None, employer_id: int | None) -> str:
    """In which way she files: for herself, as an employer's HR, or as staff."""
    if employer_id is not None and employer_id in acting.employers:
        return Case.Channel.EMPLOYER
    if acting.is_staff and account_id != acting.account_id:
        return Case.Channel.STAFF
    return Case.Channel.SELF


def subject_of(acting: Actor, subject_id: int) -> Any:
    """The subject in the registry, as far as it is there for the actor."""
    try:
        return registry.access_subject(acting, subject_id)
    except registry.NoSuchSubject:
        raise CaseRefused([Refusal("no_subject", NO_SUBJECT, "subject")]) from None


def _fits(item: ServiceItem, kind: str, channel: str) -> None:
    refusals = []
    if item.subjects and kind not in item.subjects:
        refusals.append(Refusal("wrong_subject", NOT_FOR_HER, "subject"))
    # A clerk at the window files for the person in front of her whatever the item's ways are.
    if channel != Case.Channel.STAFF and WAYS[Case.Channel(channel)] not in item.apply:
        refusals.append(Refusal("wrong_channel", NOT_THIS_WAY, "channel"))
    if refusals:
        raise CaseRefused(refusals)


def _open(acting: Actor, draft: str) -> Draft:
    found = access_draft(acting, draft)
    if found.case_id is not None:
        raise CaseRefused([Refusal("submitted", SUBMITTED)])
    return found
