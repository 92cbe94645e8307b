"""An employer applies for many at once from a sheet: each row by itself, filed or refused.

file_many(acting=hr, city="xiangtan", item="rent", place="xiangtan", employer_id=9,
          name="名单.xlsx", body=...)

The same sheet again is the same filing: rows that were filed stay as they are, the others are
tried anew.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.cases.access import account_of
from yanzhen.apps.cases.actions.drafting import NOT_THIS_WAY, tenant_of_code
from yanzhen.apps.cases.actions.submitting import clash, make_case
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.items import item_of
from yanzhen.apps.cases.models import Case, Draft, Filing, FilingRow
from yanzhen.apps.cases.prechecking import precheck
from yanzhen.apps.cases.sheets import Entry, count_rows, read_sheet
from yanzhen.apps.cases.tracing import canonical
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.registry import service as registry
from yanzhen.apps.sealing.service import blind_index
from yanzhen.policy import facts_of_item
from yanzhen.policy.vocabulary import Fact, Label

NOT_YOURS = Label("您不是这家单位的经办人。", "You are not this employer's HR officer.")
WAITS = Label(
    "此人已在别处登记，须本人或窗口确认在您单位任职后才能代为申请。",
    "This person is registered elsewhere: she or a window has to confirm first that she works "
    "for you.",
)


def file_many(
    *, acting: Actor, city: str, item: str, place: str, employer_id: int, name: str, body: bytes,
    now: datetime | None = None, told: Callable[[int], None] = lambda count: None,
) -> Filing:  # fmt: skip
    """Take a sheet in; CaseRefused when it cannot be read, rows that fail are kept with reasons.

    `told` may end it after any row: the same sheet again goes on with the others.
    """
    moment = now or timezone.now()
    entries, like = _opened(acting, city, item, place, employer_id, name, body)
    with transaction.atomic():
        filing, _ = Filing.objects.get_or_create(
            **like, defaults={"city": city, "filed_by_id": account_of(acting),
                              "file_name": name[:200]},
        )  # fmt: skip
    filed = set(filing.rows.filter(case__isnull=False).values_list("row", flat=True))
    for entry in entries:
        if entry.row not in filed:
            _take(filing, entry, acting, moment)
        told(1)
    _finish(filing, acting, moment)
    return filing


def look_over(
    *, acting: Actor, city: str, item: str, place: str, employer_id: int, name: str, body: bytes,
    told: Callable[[int], None] = lambda count: None,
) -> Iterator[tuple[Entry, str | None, list[Refusal]]]:  # fmt: skip
    """What would become of each row: its number, or why there would be none; nothing is kept.

    Each row is tried and taken back by itself: the counter of the numbers is never held for long.
    """
    now = timezone.now()
    entries, like = _opened(acting, city, item, place, employer_id, name, body)
    rows = FilingRow.objects.filter(
        filing__in=Filing.objects.filter(**like), case__isnull=False
    ).values_list("row", "case__number")
    filed: dict[int, str | None] = dict(rows)
    filing = Filing(**like, city=city)
    for entry in entries:
        number, reasons = filed.get(entry.row), list[Refusal]()
        if number is None:
            case, reasons = _tried(filing, entry, acting, now, keep=False)
            number = case.number if case else None
        yield entry, number, reasons
        told(1)


def _opened(
    acting: Actor, city: str, item: str, place: str, employer_id: int, name: str, body: bytes
) -> tuple[tuple[Entry, ...], dict[str, Any]]:
    """The rows of a sheet, and what makes its filing the one that it is."""
    entries = read_sheet(name, body, _questions(acting, city, item, employer_id))
    tenant = tenant_of_code(city, place)
    return entries, {
        "employer_id": employer_id, "item": item, "tenant_id": tenant, "digest": _digest(entries),
    }  # fmt: skip


def rows_of(
    *, acting: Actor, city: str, item: str, place: str, employer_id: int, name: str, body: bytes
) -> int:
    """How many rows a sheet has; CaseRefused when it cannot be taken in as a whole."""
    tenant_of_code(city, place)
    return count_rows(name, body, _questions(acting, city, item, employer_id))


def _questions(acting: Actor, city: str, item: str, employer_id: int) -> tuple[Fact, ...]:
    """What the item asks, where she may file it for her employer."""
    pack = published_pack(city)
    chosen = item_of(pack, item)
    if employer_id not in acting.employers:
        raise CaseRefused([Refusal("not_yours", NOT_YOURS, "employer")])
    if "employer" not in chosen.apply or "person" not in chosen.subjects:
        raise CaseRefused([Refusal("wrong_channel", NOT_THIS_WAY, "item")])
    return tuple(facts_of_item(pack, chosen))


def _digest(entries: Iterable[Entry]) -> str:
    """Of what the sheet says: saved anew it is the same. Keyed, since it holds numbers of IDs."""
    told = [
        [one.row, one.name, one.scheme, one.value, dict(one.answers), len(one.wrong)]
        for one in entries
    ]
    return blind_index(canonical(told).decode(), context="cases.filing").hex()


def _tried(
    filing: Filing, entry: Entry, acting: Actor, now: datetime, *, keep: bool
) -> tuple[Case | None, list[Refusal]]:
    """The case that a row becomes, in a transaction of its own, or why it becomes none."""
    if entry.wrong:
        return None, list(entry.wrong)
    try:
        with transaction.atomic():
            case = _case(filing, entry, acting, now)
            if not keep:
                transaction.set_rollback(True)
            return case, []
    except CaseRefused as refused:
        return None, list(refused.refusals)
    except registry.RegistryRefused as refused:
        return None, [Refusal("registry", one.reason, one.field) for one in refused.refusals]
    except IntegrityError as error:
        return None, [clash(str(error))]


def _take(filing: Filing, entry: Entry, acting: Actor, now: datetime) -> None:
    """One row, filed or refused."""
    with transaction.atomic():
        case, reasons = _tried(filing, entry, acting, now, keep=True)
        FilingRow.objects.update_or_create(
            filing=filing, row=entry.row,
            defaults={
                "name": entry.name, "case": case,
                "reasons": [
                    {"code": one.code, "field": one.field, "zh": one.reason.zh,
                     "en": one.reason.en}
                    for one in reasons
                ],
            },
        )  # fmt: skip


def _case(filing: Filing, entry: Entry, acting: Actor, now: datetime) -> Case:
    added = registry.add_subject(
        acting=acting, kind="person", name=entry.name, numbers={entry.scheme: entry.value},
        employer_id=filing.employer_id,
    )  # fmt: skip
    if added.waits:
        raise CaseRefused([Refusal("waits", WAITS, "name")])
    draft = Draft.objects.create(
        owner_id=account_of(acting), city=filing.city, tenant_id=filing.tenant_id,
        item=filing.item, subject_id=added.subject.pk, employer_id=filing.employer_id,
        channel=Case.Channel.EMPLOYER, answers=dict(entry.answers),
    )  # fmt: skip
    pack = published_pack(filing.city)
    found = precheck(draft, timezone.localdate(now), pack)
    # A row that would be refused is not filed unseen; papers and answers may come later.
    hopeless = [one for one in found.warns if one.code == "not_eligible"]
    if found.blocks or hopeless:
        raise CaseRefused([*found.blocks, *hopeless])
    return make_case(draft, pack, acting, f"filing:{filing.pk}:{entry.row}", now)


def _finish(filing: Filing, acting: Actor, now: datetime) -> None:
    with transaction.atomic():
        filing.finished_at = now
        filing.save(update_fields=["finished_at"])
        rows = filing.rows.all()
        filed = rows.filter(case__isnull=False).count()
        record(
            "filing.done", acting=acting, subject=f"filing:{filing.public_id}", chain=filing.city,
            details={"item": filing.item, "filed": filed, "refused": rows.count() - filed},
        )  # fmt: skip
