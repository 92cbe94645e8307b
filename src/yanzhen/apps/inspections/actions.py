"""Noting what a check has found, drawing samples, marking what was drawn.

open_sample(acting=auditor, kind="movements", scope="xiangtan/talent-fund", size=20, ...)
mark(acting=auditor, sample=3, place=1, outcome="finding", note="缺少收款凭证")

An auditor changes nothing but her own records; each deed is in the city's chain of the audit log,
without what people wrote.
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.audit.service import record
from yanzhen.apps.awards import service as awards
from yanzhen.apps.inspections.access import (
    NOT_AN_AUDITOR,
    access_sample,
    audited_cities,
    require_auditor,
)
from yanzhen.apps.inspections.errors import InspectionRefused, NoSuchSample, Refusal
from yanzhen.apps.inspections.models import Check, Item, Sample
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.policy.vocabulary import Label

MOST = 500
SEED = re.compile(r"[0-9A-Za-z._-]{1,64}")
NO_SIZE = Label(f"抽样数量应为1至{MOST}。", f"A sample has from 1 to {MOST} of them.")
NO_SEED = Label(
    "种子只能用字母、数字、点、横线，最多64个字符。",
    "A seed is of letters, digits, dots and hyphens, 64 at most.",
)
NO_TIME = Label("开始日期应早于截止日期。", "The first day has to be before the last.")
NO_SCOPE = Label("没有这个账本或城市。", "There is no such book or city.")
NO_NOTE = Label("请写明发现了什么问题。", "Say what was found.")
NO_OUTCOME = Label("请选择核查结果。", "Choose what came out.")


def note_seals(*, acting: Actor, found: ledgers.Sealed | ledgers.Broken, tenant_id: int) -> Check:
    """Keep what a walk along a book's seals has found."""
    if isinstance(found, ledgers.Broken):
        told = {"movements": found.movement_id or 0, "fault_zh": found.reason.zh,
                "fault_en": found.reason.en}  # fmt: skip
    else:
        told = {"movements": found.movements, "unsealed": found.unsealed,
                "head": found.head.hex() if found.seals else ""}  # fmt: skip
    return _noted(acting, Check.Kind.SEALS, found.book, tenant_id, told)


def note_balances(*, acting: Actor, found: ledgers.Recomputed, tenant_id: int) -> Check:
    """Keep what adding everything up anew has found."""
    told: dict[str, object] = {"movements": found.movements}
    if (wrong := found.first_difference) is not None:
        told |= {
            "fault_zh": f"{wrong.line}（{wrong.stage}）余额{wrong.balance}，流水合计"
            f"{wrong.movements}",
            "fault_en": f"{wrong.line} ({wrong.stage}): balance {wrong.balance}, movements "
            f"{wrong.movements}",
        }
    return _noted(acting, Check.Kind.BALANCES, "", tenant_id, told)


def _noted(
    acting: Actor, kind: Check.Kind, book: str, tenant_id: int, told: dict[str, object]
) -> Check:
    require_auditor(acting, tenant_id)
    with transaction.atomic():
        made = Check.objects.create(
            kind=kind, book=book, tenant_id=tenant_id, at=timezone.now(),
            by_id=acting.account_id, by_name=acting.name, **told,
        )  # fmt: skip
        record(
            "inspection.checked", acting=acting, subject=f"book:{book or '*'}",
            chain=organisation_by_id(tenant_id).city, details={"kind": kind, "holds": made.holds},
        )  # fmt: skip
    return made


def open_sample(
    *, acting: Actor, kind: str, scope: str, size: int, since: datetime, until: datetime,
    seed: str = "",
) -> Sample:  # fmt: skip
    """A sample that is to be drawn; without a seed one is made up."""
    until = min(until, timezone.now())
    tenant_id, city = top_of(acting), _city_of(acting, kind, scope)
    refusals = [*_wrong(size, seed, since, until)]
    if refusals:
        raise InspectionRefused(refusals)
    with transaction.atomic():
        made = Sample.objects.create(
            kind=kind, scope=scope, city=city, tenant_id=tenant_id, size=size, since=since,
            until=until, seed=seed or secrets.token_hex(8), made_by_id=acting.account_id,
            made_by_name=acting.name,
        )  # fmt: skip
        record("inspection.sampled", acting=acting, subject=f"sample:{made.pk}", chain=city,
               details={"of": scope, "size": size, "seed": made.seed,
                        "until": until.isoformat()})  # fmt: skip
    return made


def top_of(acting: Actor) -> int:
    """The place that she audits, by her first post; InspectionRefused where there is none."""
    for post in acting.posts:
        if post.role == Role.AUDITOR and post.tenant_id is not None:
            return post.tenant_id
    raise InspectionRefused([Refusal("not_an_auditor", NOT_AN_AUDITOR)])


def _city_of(acting: Actor, kind: str, scope: str) -> str:
    """The city of a book that she reads, or in which she audits a place."""
    city = scope.partition("/")[0]
    books = (one.code for one in ledgers.named(acting, city))
    if scope not in (books if kind == Sample.Kind.MOVEMENTS else audited_cities(acting)):
        raise InspectionRefused([Refusal("no_scope", NO_SCOPE, "scope")])
    return city


def _wrong(size: int, seed: str, since: datetime, until: datetime) -> Iterator[Refusal]:
    if not 1 <= size <= MOST:
        yield Refusal("no_size", NO_SIZE, "size")
    if seed and SEED.fullmatch(seed) is None:
        yield Refusal("no_seed", NO_SEED, "seed")
    if since >= until:
        yield Refusal("no_time", NO_TIME, "since")


def draw(*, acting: Actor, sample: int) -> Sample:
    """Draw it; one that was drawn stays as it is."""
    with transaction.atomic():
        found = access_sample(acting, sample)
        locked = Sample.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if locked.population is None:
            population, items = _drawn(acting, locked)
            Item.objects.bulk_create(items)
            locked.population = population
            locked.save(update_fields=["population"])
    return locked


def _drawn(acting: Actor, sample: Sample) -> tuple[int, list[Item]]:
    how = (sample.scope, sample.seed, sample.size, sample.since, sample.until)
    if sample.kind == Sample.Kind.MOVEMENTS:
        moved = ledgers.drawn(acting, *how)
        return moved.population, [
            Item(sample=sample, tenant_id=sample.tenant_id, place=n, movement_id=one)
            for n, one in enumerate(moved.ids, 1)
        ]
    made = awards.drawn(acting, *how)
    return made.population, [
        Item(sample=sample, tenant_id=sample.tenant_id, place=n, award=one)
        for n, one in enumerate(made.numbers, 1)
    ]


def mark(*, acting: Actor, sample: int, place: int, outcome: str, note: str = "") -> Item:
    """What came out when somebody looked; a finding says what it is. The last word stands, the
    audit log has each."""
    note = note.replace("\x00", "").strip()
    with transaction.atomic():
        found = access_sample(acting, sample)
        require_auditor(acting, found.tenant_id)
        item = Item.objects.select_for_update(of=("self",)).filter(sample=found, place=place)
        row = item.first()
        if row is None:
            raise NoSuchSample(sample)
        if outcome not in (Item.Outcome.CHECKED, Item.Outcome.FINDING):
            raise InspectionRefused([Refusal("no_outcome", NO_OUTCOME, "outcome")])
        if outcome == Item.Outcome.FINDING and not note:
            raise InspectionRefused([Refusal("no_note", NO_NOTE, "note")])
        row.outcome, row.note = outcome, note
        row.marked_at, row.marked_by_name = timezone.now(), acting.name
        row.save(update_fields=["outcome", "note", "marked_at", "marked_by_name"])
        record("inspection.marked", acting=acting, subject=f"sample:{sample}", chain=found.city,
               details={"place": place, "outcome": outcome, "movement": row.movement_id,
                        "award": row.award})  # fmt: skip
    return row
