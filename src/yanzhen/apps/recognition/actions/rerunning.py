"""A new version of the catalogue tried on everybody: who would move, before anything moves.

start_rerun(acting=zhou, city="xiangtan", draft=hash)     in the background, with its progress
propose_movers(acting=zhou, rerun=3, movers=[17, 18])      some, or all, to be looked into

The registry's people of the office's places go through both versions in portions, by the engine
for whole populations; what each was recognised as is left out, since it would hide the catalogue.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.audit.service import record
from yanzhen.apps.jobs.service import Report, Standing, Task, start
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.policies.service import NotPublished, draft_pack, kept_pack, published_pack
from yanzhen.apps.recognition import words
from yanzhen.apps.recognition.access import access_rerun, may_office
from yanzhen.apps.recognition.actions.proposing import propose
from yanzhen.apps.recognition.errors import RecognitionRefused, Refusal
from yanzhen.apps.recognition.levels import catalogue_kind
from yanzhen.apps.recognition.models import Mover, Proposal, Recognition, Rerun
from yanzhen.apps.registry.service import facts_of_many, subjects
from yanzhen.policy import Pack, SubjectRefused, admit
from yanzhen.policy.vocabulary import Label
from yanzhen.population.placed import Moves, Sides, chunk_of_people, moves_of, no_moves

PORTION = 2_000


def start_rerun(*, acting: Actor, city: str, draft: str) -> tuple[Rerun, Standing]:
    """The run and how far it is."""
    with transaction.atomic():
        tenant = organisation(city).id
        if not may_office(acting, tenant) or acting.account_id is None:
            raise RecognitionRefused([Refusal("not_yours", words.NOT_YOURS)])
        base = published_pack(city)
        try:
            other = draft_pack(city, draft)
        except NotPublished:
            raise RecognitionRefused([Refusal("no_draft", words.NO_DRAFT, "draft")]) from None
        if base.tiers is None or other.tiers is None:
            raise RecognitionRefused([Refusal("no_catalogue", words.NO_CATALOGUE)])
        run = Rerun.objects.create(
            city=city, tenant_id=tenant, base_hash=base.content_hash, draft_hash=draft,
            as_of=timezone.localdate(), started_by_id=acting.account_id,
        )  # fmt: skip
        standing = start(RERUN, {"rerun": run.pk}, acting=acting, turn=f"recognition:{city}")
        run.work = standing.id
        run.save(update_fields=["work"])
        details = {"draft": draft, "base": run.base_hash}
        record("recognition.rerun", acting=acting, subject=f"rerun:{run.pk}", chain=city,
               details=details)  # fmt: skip
    return run, standing


def run_rerun(report: Report, *, rerun: int) -> None:
    """All portions; begun anew from the first person after a fall, so it writes at the end only."""
    run = access_rerun(current(), rerun)
    if run.state == Rerun.State.DONE:
        return
    sides = Sides(kept_pack(run.city, run.base_hash), draft_pack(run.city, run.draft_hash))
    report.expect(subjects(current(), "person").count())
    found, names, unreadable = no_moves(sides), dict[str, str](), 0
    for people, named, bad in _portions(sides.before, run):
        piece = moves_of(sides, chunk_of_people(sides, people), run.as_of)
        names |= {one.id: named[one.id] for one in piece.movers}
        found, unreadable = found + piece, unreadable + bad
        report.advance(len(people) + bad)
    _write(run, found, names, unreadable)
    report.say(
        f"{found.people} 人中 {found.moved} 人的类别会变化，尚未作任何变更。",
        f"{found.moved} of {found.people} people would move; nothing was changed.",
    )


def propose_movers(*, acting: Actor, rerun: int, movers: Collection[int] | None = None) -> int:
    """These, or all who have a recognition, are to be looked into; how many are new."""
    with transaction.atomic():
        run = access_rerun(acting, rerun)
        if not may_office(acting, run.tenant_id):
            raise RecognitionRefused([Refusal("not_yours", words.NOT_YOURS)])
        rows = Mover.objects.visible_to(acting).filter(rerun=run, is_proposed=False)
        rows = rows.filter(recognition__isnull=False).select_related("recognition")
        wanted = rows if movers is None else rows.filter(pk__in=movers)
        listed = list(wanted.select_for_update(of=("self",)))
        if not listed:
            raise RecognitionRefused([Refusal("not_moved", words.NOT_MOVED)])
        made = sum(_proposed(acting, run, one) for one in listed)
        Mover.objects.filter(pk__in=[one.pk for one in listed]).update(is_proposed=True)
    return made


def _proposed(acting: Actor, run: Rerun, one: Mover) -> bool:
    assert one.recognition is not None
    source = Proposal.Source.CATALOGUE
    return propose(
        one.recognition, source, one.after, one.after_item, rerun=run, acting=acting, quietly=True
    ) is not None  # fmt: skip


Person = tuple[str, Mapping[str, Any]]


def _portions(pack: Pack, run: Rerun) -> Iterator[tuple[list[Person], dict[str, str], int]]:
    """People with their admitted facts, their names, and how many could not be read."""
    last = 0
    while True:
        rows = subjects(current(), "person").order_by("pk").filter(pk__gt=last)
        named = {str(key): name for key, name in rows.values_list("pk", "name")[:PORTION]}
        if not named:
            return
        last = int(next(reversed(named)))
        facts = facts_of_many(map(int, named), run.as_of, run.city)
        people = [(key, one) for key in named if (one := _admitted(pack, facts, key)) is not None]
        yield people, named, len(named) - len(people)


def _admitted(
    pack: Pack, facts: Mapping[int, Mapping[str, Any]], key: str
) -> Mapping[str, Any] | None:
    listed = pack.vocabulary.facts_of("person")
    known = {name: v for name, v in facts.get(int(key), {}).items() if name in listed}
    try:
        return admit({"subject": "person", "facts": known}, pack.vocabulary).facts
    except SubjectRefused:
        return None


def _write(run: Rerun, found: Moves, names: Mapping[str, str], unreadable: int) -> None:
    kind = catalogue_kind(kept_pack(run.city, run.base_hash))
    ids = [int(one.id) for one in found.movers]
    rows = Recognition.objects.filter(subject__in=ids, city=run.city, state="current")
    there = {one.subject_id: one for one in rows.filter(kind=kind.id if kind else "")}
    with transaction.atomic():
        Mover.objects.bulk_create(
            [
                Mover(
                    rerun=run, tenant_id=run.tenant_id, subject_id=int(one.id),
                    subject_name=names[one.id], before=one.before, after=one.after,
                    before_item=one.before_item, after_item=one.after_item,
                    recognition=there.get(int(one.id)), level=_level(there.get(int(one.id))),
                )
                for one in found.movers
            ],
            batch_size=PORTION,
        )  # fmt: skip
        run.state, run.finished_at = Rerun.State.DONE, timezone.now()
        run.names, run.matrix = list(found.names), found.matrix.tolist()
        run.people, run.moved, run.unreadable = found.people, found.moved, unreadable
        run.save()


def _level(one: Recognition | None) -> str:
    return one.level if one is not None else ""


RERUN = Task("recognition.rerun", Label("目录新版测算", "Trying a new catalogue"), run_rerun,
             (60,), long=True)  # fmt: skip
