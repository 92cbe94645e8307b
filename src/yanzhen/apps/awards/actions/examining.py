"""Looking at payments whose day has come: due, held back, or the award is suspended.

examine(award, acting, today)            on demand, or when an award is resumed
examine_batch(after, today)              a portion of all of a city's payments, for the night
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.actions.suspending import RUNNING, suspend_now
from yanzhen.apps.awards.models import Award, Instalment
from yanzhen.apps.awards.rechecking import Look, asks_for_employment, labels_of, look
from yanzhen.apps.awards.timeline import tell_person, write_event
from yanzhen.apps.awards.words import title_of
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.registry.service import Grade, facts_of_many, left_employers
from yanzhen.policy.vocabulary import Label

WAITING = (Instalment.State.PLANNED, Instalment.State.HELD_BACK)
Place = tuple[date, int]
"""Where a night's walk through the payments stands: the last due date and id looked at."""


def examine(award: Award, acting: Actor, today: date, *, suspends: bool = True) -> None:
    """Every payment of a locked award that waits and whose day has come."""
    with being(SYSTEM):
        rows = award.instalments.filter(state__in=WAITING, due_on__lte=today)
        _examine([*rows.select_related("award").order_by("number")], acting, today, suspends)
    award.refresh_from_db(fields=["state", "why"])


def examine_batch(after: Place | None, today: date, size: int) -> tuple[int, Place | None]:
    """The next portion, in one transaction; how many, and where it ended (None: at the end).

    Those that were not met on their day stay as they are until somebody resumes or cancels.
    """
    with transaction.atomic(), being(SYSTEM):
        rows = (
            Instalment.objects.filter(
                Q(state="planned") | Q(state="held_back", finding__code="unknown"),
                due_on__lte=today, award__state__in=RUNNING,
            )
            .filter(Q(checked_on=None) | Q(checked_on__lt=today))
            .select_related("award").select_for_update(of=("self",), skip_locked=True)
            .order_by("due_on", "pk")
        )  # fmt: skip
        if after is not None:
            rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
        batch = list(rows[:size])
        _examine(batch, SYSTEM, today, suspends=True)
    return len(batch), (batch[-1].due_on, batch[-1].pk) if batch else None


def _examine(rows: Sequence[Instalment], acting: Actor, today: date, suspends: bool) -> None:
    looks = _looks(rows)
    stopped: set[int] = set()
    changed = []
    for row in rows:
        if row.award_id in stopped:
            continue
        found, fresh = looks[row.pk], row.state == Instalment.State.PLANNED
        row.checked_on, row.finding = today, found.plain(row.due_on)
        met = found.code == "met"
        row.state = Instalment.State.DUE if met else Instalment.State.HELD_BACK
        changed.append(row)
        if found.code == "unmet" and suspends:
            stopped.add(row.award_id)
            _suspend(row, found, acting)
        elif found.code == "unknown" and fresh:
            _ask(row, found)
    Instalment.objects.bulk_update(changed, ["state", "checked_on", "finding"], batch_size=500)


def _looks(rows: Sequence[Instalment]) -> dict[int, Look]:
    """What comes out for each, with one question to the registry for each city and day."""
    groups: dict[tuple[str, date], list[Instalment]] = defaultdict(list)
    for row in rows:
        groups[row.award.city, row.due_on].append(row)
    found = {}
    for (city, day), some in groups.items():
        people = {one.award.subject_id for one in some}
        facts = facts_of_many(people, day, city, at_least=Grade.B)
        left = _left(some, day)
        for one in some:
            found[one.pk] = _look(one, facts.get(one.award.subject_id, {}), one.award_id in left)
    return found


def _look(row: Instalment, facts: dict[str, object], left: bool) -> Look:
    award = row.award
    pack = kept_pack(award.city, award.pack_hash)
    rule = pack.rules[award.rule]
    return look(rule, pack, rule.subject, facts, row.due_on, award.excepted, left)


def _left(rows: Iterable[Instalment], day: date) -> set[int]:
    """The awards of those who have left the employer, where the rule wants them employed."""
    asking = {
        one.award_id: (one.award.subject_id, one.award.employer_id) for one in rows
        if one.award.employer_id is not None and one.award.employer_id != one.award.subject_id
        and _wants_employment(one.award)
    }  # fmt: skip
    pairs = {(subject, int(employer or 0)) for subject, employer in asking.values()}
    gone = left_employers(pairs, day) if pairs else set()
    return {award for award, pair in asking.items() if pair in gone}


def _wants_employment(award: Award) -> bool:
    return asks_for_employment(kept_pack(award.city, award.pack_hash).rules[award.rule])


def _suspend(row: Instalment, found: Look, acting: Actor) -> None:
    said = found.say or Label("", "")
    suspend_now(row.award, acting, said, said.zh)


def _ask(row: Instalment, found: Look) -> None:
    """The person learns what is missing; whoever verifies it at a window lets the payment go on."""
    award = row.award
    pack = kept_pack(award.city, award.pack_hash)
    missing = labels_of(pack, [one for one in found.missing if one])
    write_event(award, "held_back", SYSTEM, told={"number": row.number})
    tell_person(award, "award_held_back", title_of(award), until=row.due_on, what=missing)
