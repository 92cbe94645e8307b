"""Making a document, signing it, making its next version, revoking it.

row = draft(acting=office, draft=Draft("changsha", "xiangtan", parity="...", ...))
sign(acting=office, crosswalk_id=row.pk)          published, and the one before it superseded
revoke(acting=office, crosswalk_id=row.pk, reason="...")
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.crosswalks.access import access_crosswalk, require_office
from yanzhen.apps.crosswalks.actions.ending import document_ended
from yanzhen.apps.crosswalks.cities import known_cities
from yanzhen.apps.crosswalks.documents import ANY, Draft, body_of, parity_of
from yanzhen.apps.crosswalks.errors import CrosswalkRefused, Refusal, refuse
from yanzhen.apps.crosswalks.messages import DOCUMENT
from yanzhen.apps.crosswalks.models import Crosswalk
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.apps.signing.service import sign_jwt
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label

LONGEST_REASON, LONGEST_TITLE, LONGEST_NUMBER = 200, 120, 80
MOST_HOURS = 24 * 366
MOST_LEVELS, LONGEST_LEVEL = 20, 32
DIGEST = re.compile(r"[0-9a-f]{64}")
SAME_CITY = Label("两座城市不能相同。", "The two cities have to differ.")
NO_CITY = Label("请选择对方城市。", "Choose the other city.")
NO_BASIS = Label(
    "政策没有写这两座城市之间的互认；请填写依据文件的名称、文号和日期。",
    "The policies name no recognition between these cities: give the title, number and date of "
    "the document it rests on.",
)
TWO_BASES = Label(
    "按政策条款互认时，权利和范围以条款为准，不能另定层次或依据。",
    "Where a clause of the policies is the basis, it alone says which rights: no levels and no "
    "other basis.",
)
BEYOND = Label(
    "条款只给出这些权利，不能增加其他权利。", "The clause gives its own rights, and no others."
)
NO_RIGHT = Label(
    "请写明承认的权利（规则编号）或本市层次，二者选一。",
    "Name the rights (rules) or a level of this city: one of the two.",
)
NO_RULE = Label("没有这些规则：{names}。", "There are no such rules: {names}.")
NO_LEVEL = Label("本市没有这一层次。", "This city has no such level.")
BAD_LEVELS = Label(
    "对方层次每个最多 32 字，最多 20 个。",
    "Levels have at most 32 letters each, and are at most 20.",
)
NOT_THEIRS = Label("对方城市没有这类认定或层次。", "The other city has no such kind or level.")
BAD_CATALOGUE = Label(
    "目录版本应为对方政策版本的 64 位摘要。", "A catalogue version is a digest of 64 characters."
)
NO_START = Label("请填写生效日期。", "Say from which day it holds.")
BACKWARDS = Label("终止日期早于生效日期。", "It ends before it begins.")
BAD_HOURS = Label("小时数应为 1 至 8784。", "Hours are from 1 to 8784.")
LONG_NOTE = Label("说明最多 200 字。", "A note has at most 200 characters.")
NOT_A_DRAFT = Label("这一版已经签署。", "This version is signed already.")
NOT_IN_FORCE = Label("这一版没有签署，或已失效。", "This version is not in force.")


def draft(*, acting: Actor, draft: Draft) -> Crosswalk:
    """The next version of a document, not signed yet; every reason against it at once."""
    with act_as(SYSTEM), transaction.atomic():
        seat = require_office(acting, draft.city)
        pack = _pack(draft.city)
        draft = _with_rights(draft, pack)
        if refusals := list(_against(draft, pack)):
            raise CrosswalkRefused(refusals)
        rows = Crosswalk.objects.filter(city=draft.city, series=draft.series, peer=None)
        rows.filter(token="").delete()
        last = rows.order_by("-version").values_list("version", flat=True).first() or 0
        row = Crosswalk.objects.create(
            organisation_id=seat.id, city=draft.city, series=draft.series, version=last + 1,
            body=body_of(draft, last + 1, pack), silence_hours=draft.silence_hours,
            made_by_id=acting.account_id,
        )  # fmt: skip
        _note("crosswalk.drafted", acting, row)
    return row


def sign(*, acting: Actor, crosswalk_id: int) -> Crosswalk:
    """The city signs: it is published, and takes the place of the version before it."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_crosswalk(acting, crosswalk_id)
        if row.token:
            raise refuse("signed", NOT_A_DRAFT.zh, NOT_A_DRAFT.en)
        now = timezone.now()
        earlier = Crosswalk.objects.filter(city=row.city, series=row.series, peer=None)
        earlier.exclude(token="").filter(superseded_at=None).update(superseded_at=now)
        row.token = sign_jwt(row.city, DOCUMENT, {"iat": int(now.timestamp()), **row.body})
        row.signed_at = now
        row.save(update_fields=["token", "signed_at"])
        _note("crosswalk.signed", acting, row)
    return row


def revoke(*, acting: Actor, crosswalk_id: int, reason: str) -> Crosswalk:
    """From now on it honours nothing: what rested on it ends at once."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_crosswalk(acting, crosswalk_id)
        if not row.token or row.revoked_at or row.superseded_at:
            raise refuse("not_in_force", NOT_IN_FORCE.zh, NOT_IN_FORCE.en)
        if not 0 < len(reason.strip()) <= LONGEST_REASON:
            raise refuse("no_reason", "请写明撤销原因（200 字以内）。",
                         "Say why it is revoked (at most 200 characters).", "reason")  # fmt: skip
        row.revoked_at, row.reason = timezone.now(), reason.strip()
        row.save(update_fields=["revoked_at", "reason"])
        _note("crosswalk.revoked", acting, row)
        document_ended(row)
    return row


def _with_rights(draft: Draft, pack: Pack) -> Draft:
    """A parity's rights are those of its clause, when none of them are named."""
    parity = parity_of(pack, draft.parity)
    if parity is None or draft.rights:
        return draft
    return replace(draft, rights=tuple(parity.rules))


def _against(draft: Draft, pack: Pack) -> Iterator[Refusal]:
    if draft.other not in known_cities():
        yield Refusal("no_city", NO_CITY, "other")
    elif draft.other == draft.city:
        yield Refusal("same_city", SAME_CITY, "other")
    if draft.from_on is None:
        yield Refusal("no_start", NO_START, "from_on")
    elif draft.until_on is not None and draft.until_on < draft.from_on:
        yield Refusal("backwards", BACKWARDS, "until_on")
    if draft.silence_hours is not None and not 1 <= draft.silence_hours <= MOST_HOURS:
        yield Refusal("bad_hours", BAD_HOURS, "silence_hours")
    if len(draft.note) > LONGEST_REASON:
        yield Refusal("long_note", LONG_NOTE, "note")
    yield from _against_theirs(draft)
    yield from _against_parity(draft, pack) if draft.parity else _against_own(draft, pack)


def _against_parity(draft: Draft, pack: Pack) -> Iterator[Refusal]:
    parity = parity_of(pack, draft.parity)
    if parity is None or draft.other not in parity.from_cities:
        yield Refusal("no_basis", NO_BASIS, "parity")
        return
    if draft.basis or draft.level or draft.levels:
        yield Refusal("two_bases", TWO_BASES, "parity")
    if not {*draft.rights} <= {*parity.rules}:
        yield Refusal("beyond", BEYOND, "rights")


def _against_own(draft: Draft, pack: Pack) -> Iterator[Refusal]:
    basis = draft.basis
    if (
        basis is None
        or not 0 < len(basis.title.strip()) <= LONGEST_TITLE
        or not 0 < len(basis.number.strip()) <= LONGEST_NUMBER
    ):
        yield Refusal("no_basis", NO_BASIS, "basis")
    if bool(draft.rights) == bool(draft.level):
        yield Refusal("no_right", NO_RIGHT, "rights")
    if unknown := sorted({*draft.rights} - {*pack.rules}):
        names = "、".join(unknown)
        said = Label(NO_RULE.zh.format(names=names), NO_RULE.en.format(names=names))
        yield Refusal("no_rule", said, "rights")
    tiers = () if pack.tiers is None else tuple(one.id for one in pack.tiers.classes)
    if draft.level and draft.level not in tiers:
        yield Refusal("no_level", NO_LEVEL, "level")


def _against_theirs(draft: Draft) -> Iterator[Refusal]:
    """What the other city recognises is known where it is served here, too."""
    if len(draft.levels) > MOST_LEVELS or any(len(one) > LONGEST_LEVEL for one in draft.levels):
        yield Refusal("bad_levels", BAD_LEVELS, "levels")
    if draft.catalogue != ANY and not DIGEST.fullmatch(draft.catalogue):
        yield Refusal("bad_catalogue", BAD_CATALOGUE, "catalogue")
    try:
        theirs = published_pack(draft.other).recognition
    except NotPublished:
        return
    kinds = [one for one in theirs.kinds if draft.kind in (ANY, one.id)]
    if draft.kind != ANY and not kinds:
        yield Refusal("not_theirs", NOT_THEIRS, "kind")
    elif kinds and not {*draft.levels} <= {level for one in kinds for level in one.levels}:
        yield Refusal("not_theirs", NOT_THEIRS, "levels")


def _pack(city: str) -> Pack:
    try:
        return published_pack(city)
    except NotPublished:
        raise refuse("no_policies", "本市还没有发布政策。", "The city has published no policies.",
                     "city") from None  # fmt: skip


def _note(event: str, acting: Actor, row: Crosswalk) -> None:
    record(
        event, acting=acting, subject=f"crosswalk:{row.series}/{row.version}", chain=row.city,
        details={"reason": row.reason} if row.reason else {},
    )  # fmt: skip
