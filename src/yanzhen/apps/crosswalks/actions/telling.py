"""The city that recognised: what she lets it tell another one, and the code that she carries there.

ways_out(actor)                                   where her recognition counts, and what is told
code = offer(acting=her, crosswalk_id=3)          she agrees; good for a quarter of an hour
take_back(acting=her, reference="...")            nothing is told any more, and what was told ends
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.crosswalks.access import access_told, own_id, require_office
from yanzhen.apps.crosswalks.actions.ending import end_told
from yanzhen.apps.crosswalks.codes import drawn, told
from yanzhen.apps.crosswalks.documents import ANY, Document, read
from yanzhen.apps.crosswalks.errors import NoSuchCrosswalk, NoSuchStatement, refuse
from yanzhen.apps.crosswalks.models import Crosswalk, IndustryWord, Told
from yanzhen.apps.crosswalks.recognised import WITNESSED, Recognised, recognised, until_of
from yanzhen.apps.crosswalks.waking import wake
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Purpose

LIFE = timedelta(minutes=15)
HOW = "本人在网上同意"
LONGEST_BASIS = 200


@dataclass(frozen=True, slots=True)
class WayOut:
    """One city in which her recognition counts for something, and all that it would be told."""

    crosswalk_id: int
    document: Document
    recognition: Recognised
    level: str
    leading_industry: bool | None
    valid_until: date | None

    @property
    def city(self) -> str:
        return self.document.to_city


@dataclass(frozen=True, slots=True)
class Offer:
    """The code, in the only moment in which it can be read."""

    code: str
    until: datetime
    city: str


def ways_out(actor: Actor) -> tuple[WayOut, ...]:
    """Where her recognition counts, by the documents that peers have published."""
    with act_as(SYSTEM):
        subject = own_id(actor)
        return () if subject is None else tuple(_ways(subject, timezone.localdate()))


def offer(*, acting: Actor, crosswalk_id: int) -> Offer:
    """She agrees that this city is told this; the code for it."""
    with act_as(SYSTEM), transaction.atomic():
        subject = own_id(acting) or 0
        way = _way(subject, crosswalk_id)
        row = Crosswalk.objects.select_related("peer").get(pk=crosswalk_id)
        peer = row.peer
        assert peer is not None  # `_way` knows peers' documents only
        if not registry.compared(subject, b"-", told(peer.other, peer.city), WITNESSED):
            raise refuse(
                "no_number", "您的证件还没有经窗口核验；请先到窗口核验，再取代码。",
                "Your document was not verified at a window yet; have that done first.",
            )  # fmt: skip
        registry.give_consent(acting=acting, subject_id=subject, purpose=Purpose.ELSEWHERE, how=HOW)
        for before in Told.objects.select_for_update().filter(
            subject=subject, crosswalk=row, state=Told.State.OFFERED
        ):
            end_told(before, "replaced")
        code, until = drawn(), timezone.now() + LIFE
        made = Told.objects.create(
            organisation_id=row.organisation_id, city=row.city, peer=peer, crosswalk=row,
            document_version=way.document.version, subject_id=subject,
            reference=token_urlsafe(12), place=code.place, secret=code.secret, code_until=until,
            kind=way.recognition.kind, level=way.level, leading_industry=way.leading_industry,
            valid_until=way.valid_until,
        )  # fmt: skip
        record(
            "exchange.offered", acting=acting, subject=f"subject:{subject}", chain=row.city,
            details={"to": peer.other, "document": str(row), "reference": made.reference},
        )  # fmt: skip
    return Offer(code.shown, until, peer.other)


def take_back(*, acting: Actor, reference: str) -> None:
    """She does not want it any more; the consent itself ends with the last of them."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_told(acting, reference)
        if row.subject_id != own_id(acting):
            raise NoSuchStatement(reference)
        if row.state == Told.State.ENDED:
            return
        end_told(row, "consent")
        rest = Told.objects.filter(subject=row.subject_id).exclude(state=Told.State.ENDED)
        if not rest.exists():
            registry.withdraw_consent(
                acting=acting, subject_id=row.subject_id, purpose=Purpose.ELSEWHERE
            )


def say_industry(*, acting: Actor, reference: str, is_leading: bool, basis: str) -> None:
    """The office says whether the recognition was for a key leading industry, and by what."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_told(acting, reference)
        require_office(acting, row.city)
        if not 0 < len(basis.strip()) <= LONGEST_BASIS:
            raise refuse("no_basis", "请写明依据（200 字以内）。",
                         "Say by what (at most 200 characters).", "basis")  # fmt: skip
        IndustryWord.objects.update_or_create(
            subject_id=row.subject_id, city=row.city,
            defaults={"is_leading": is_leading, "basis": basis.strip(),
                      "said_by_id": acting.account_id},
        )  # fmt: skip
        record(
            "exchange.industry", acting=acting, subject=f"subject:{row.subject_id}",
            chain=row.city, details={"is_leading": is_leading, "basis": basis.strip()},
        )  # fmt: skip
        if read(row.crosswalk.body).tells_industry and row.state != Told.State.ENDED:
            row.leading_industry = is_leading
            row.save(update_fields=["leading_industry"])
            wake(row.peer)


def counts(way: Document, found: dict[str, Recognised]) -> Recognised | None:
    """The recognition that a document honours."""
    return next((
        one for name, one in found.items()
        if way.kind in (ANY, name) and (not way.levels or one.level in way.levels)
    ), None)  # fmt: skip


def _way(subject: int, crosswalk_id: int) -> WayOut:
    for one in _ways(subject, timezone.localdate()):
        if one.crosswalk_id == crosswalk_id:
            return one
    raise NoSuchCrosswalk(crosswalk_id)


def _ways(subject: int, today: date) -> Iterator[WayOut]:
    known: dict[str, dict[str, Recognised]] = {}
    for row in copies_in_force(today):
        if row.city not in known:
            known[row.city] = recognised([subject], row.city, today).get(subject, {})
        document = read(row.body)
        found = counts(document, known[row.city])
        if found is None or not _same_catalogue(document):
            continue
        word = IndustryWord.objects.filter(subject=subject, city=row.city).first()
        leading = word.is_leading if word is not None and document.tells_industry else None
        ends = [document.until_on, until_of(subject, row.city, found.kind, today)]
        yield WayOut(
            row.pk, document, found, found.level if document.tells_level else "", leading,
            min((one for one in ends if one is not None), default=None),
        )  # fmt: skip


def copies_in_force(today: date) -> list[Crosswalk]:
    """What peers have published and holds today."""
    rows = Crosswalk.objects.select_related("peer").filter(
        peer__isnull=False, peer__ended_at=None, revoked_at=None
    )
    return [row for row in rows.order_by("pk") if read(row.body).holds_on(today)]


def _same_catalogue(document: Document) -> bool:
    if document.catalogue == ANY:
        return True
    try:
        return published_pack(document.from_city).content_hash == document.catalogue
    except NotPublished:
        return False
