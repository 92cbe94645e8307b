"""What time brings about: terms end, days of re-check come, and facts are looked at again.

lapse(today, 500)       terms that are over; how many
remind(today, 500)      days of re-check that have come: the office is told, once
recheck([...], today)   whom the registry's facts of today place elsewhere: proposed, never done
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.recognition.actions.making import end, in_turn
from yanzhen.apps.recognition.actions.proposing import propose
from yanzhen.apps.recognition.levels import NONE, OPEN, catalogue_kind, placed_by
from yanzhen.apps.recognition.models import Proposal, Recognition
from yanzhen.apps.recognition.timeline import tell_offices, tell_person, write_step
from yanzhen.apps.registry.service import Grade, facts_of_many
from yanzhen.policy import Pack

CURRENT = Recognition.State.CURRENT


def lapse(today: date, most: int) -> int:
    """Some whose last day is over."""
    with being(SYSTEM):
        rows = Recognition.objects.filter(state=CURRENT, valid_until__lt=today)
        found = list(rows.order_by("pk")[:most].values_list("pk", flat=True))
    for key in found:
        with transaction.atomic(), being(SYSTEM):
            _lapse(key, today)
    return len(found)


def _lapse(key: int, today: date) -> None:
    one = Recognition.objects.get(pk=key)
    in_turn(one.city, one.subject_id)
    one.refresh_from_db()
    if one.state == CURRENT and one.valid_until is not None and one.valid_until < today:
        end(acting=SYSTEM, one=one, state="ended", last_day=one.valid_until, reason="",
            event="ended")  # fmt: skip
        tell_person(one, "recognition_lapsed")


def remind(today: date, most: int) -> int:
    """Some whose day of re-check has come: the office looks, nothing ends by it."""
    with transaction.atomic(), being(SYSTEM):
        rows = Recognition.objects.select_for_update(skip_locked=True).filter(
            state=CURRENT, recheck_on__lte=today, recheck_told_on=None
        )
        found = list(rows.order_by("recheck_on", "pk")[:most])
        for one in found:
            one.recheck_told_on = today
            one.save(update_fields=["recheck_told_on"])
            write_step(one, "recheck_due", SYSTEM)
            tell_offices(one, "recognition_recheck")
            tell_person(one, "recognition_recheck_soon")
    return len(found)


def to_recheck(city: str, after: int, most: int) -> Sequence[Recognition]:
    """The next ones in force of a city that go by its catalogue, by their numbers."""
    with being(SYSTEM):
        kind = catalogue_kind(published_pack(city))
        if kind is None:
            return ()
        rows = Recognition.objects.filter(city=city, kind=kind.id, state=CURRENT, pk__gt=after)
        return list(rows.order_by("pk")[:most])


def recheck(some: Iterable[Recognition], city: str, today: date) -> int:
    """Those whom facts of grade A and B place in another tier, proposed; how many.

    A review's result stays as long as nothing else is known: what a catch-all item gave is not
    taken back because no other item is met. Unknown stays unknown: nobody is proposed for that.
    """
    listed, proposed = list(some), 0
    with being(SYSTEM):
        pack = published_pack(city)
        facts = facts_of_many({o.subject_id for o in listed}, today, city, at_least=Grade.B)
    for one in listed:
        found = _found(pack, facts.get(one.subject_id, {}), today)
        if found is not None and found[0] not in (one.level, OPEN) and not _known(one, found[0]):
            with transaction.atomic():
                source = Proposal.Source.RECHECK
                proposed += propose(one, source, *found, quietly=True) is not None
    return proposed


def _found(pack: Pack, facts: dict[str, object], today: date) -> tuple[str, str] | None:
    """The tier that facts give and the item that carries it; None where they cannot be read."""
    placed = placed_by(pack, facts, today)
    if placed is None:
        return None
    if placed.carried:
        return placed.level or OPEN, placed.carried[0].item.id
    return (NONE if placed.tier.value == NONE else OPEN), ""


def _known(one: Recognition, level: str) -> bool:
    """Whether this very thing was proposed before, whatever became of it."""
    with being(SYSTEM):
        return Proposal.objects.filter(recognition=one, found_level=level).exists()
