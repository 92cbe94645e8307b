"""A case in effect becomes a recognition; an employer's own recognition comes in by an inner door.

take_up(number="XIANGTAN-2026-000123")    called in the transaction in which the case takes effect
enter(acting=hr, city=..., kind=..., level=..., subject_id=..., employer_id=..., reason=...)

Called again it changes nothing. A higher level takes the place of the one in force, the same level
renews it; a lower one is no downgrade: it is proposed to the office, which may open a proceeding.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Granted, granted
from yanzhen.apps.notices.service import Word
from yanzhen.apps.policies.service import kept_pack, published_pack
from yanzhen.apps.recognition import words
from yanzhen.apps.recognition.actions.making import Making, current_of, in_turn, make
from yanzhen.apps.recognition.actions.proposing import propose
from yanzhen.apps.recognition.errors import RecognitionRefused, Refusal
from yanzhen.apps.recognition.following import Happened
from yanzhen.apps.recognition.levels import Reached, kind_named, kinds_of_item, rank, reached
from yanzhen.apps.recognition.models import Proposal, Recognition
from yanzhen.apps.recognition.timeline import tell_office_of
from yanzhen.apps.registry.service import access_subject, current_id
from yanzhen.policy import Pack
from yanzhen.policy.recognising import Kind


def take_up(*, number: str) -> tuple[Recognition, ...]:
    """The recognitions of a case in effect; none where its item recognises nothing."""
    with transaction.atomic(), being(SYSTEM):
        found = granted(number)
        if found is None:
            return ()
        pack = kept_pack(found.city, found.pack_hash)
        kinds = kinds_of_item(pack, found.item)
        return tuple(one for kind in kinds if (one := _taken_up(found, pack, kind)) is not None)


def enter(
    *, acting: Actor, city: str, tenant_id: int, kind: str, level: str, subject_id: int,
    employer_id: int, clause: str, reason: str, basis: str = "", on: date | None = None,
) -> Recognition:  # fmt: skip
    """What an employer has recognised. Whether it may, and has a seat, the caller has settled."""
    with transaction.atomic(), being(SYSTEM):
        pack = published_pack(city)
        found = kind_named(pack, kind)
        subject = access_subject(SYSTEM, subject_id)
        in_turn(city, subject.pk)
        old = current_of(subject.pk, city, kind) if found else None
        refusals = list(_not_entered(found, level, reason, old))
        if refusals or found is None:
            raise RecognitionRefused(refusals)
        making = Making(
            pack, found, city, tenant_id, subject.pk, subject.name,
            Reached(level, "", clause), Recognition.By.EMPLOYER, on or timezone.localdate(),
            employer_id=employer_id, reason=reason,
            conclusion={"reason": reason, "basis": basis},
        )  # fmt: skip
        return make(acting=acting, making=making, event=_event(found, level, old), old=old)


def _not_entered(
    kind: Kind | None, level: str, reason: str, old: Recognition | None
) -> Iterator[Refusal]:
    if kind is None:
        yield Refusal("no_kind", words.NO_KIND, "kind")
    elif level not in (kind.levels or ("",)):
        yield Refusal("no_level", words.NOT_A_LEVEL, "level")
    elif old is not None and rank(kind, old.level) <= rank(kind, level):
        yield Refusal("not_higher", words.NOT_HIGHER, "level")
    if not reason.strip():
        yield Refusal("needs_reason", words.NO_REASON, "reason")


def _taken_up(found: Granted, pack: Pack, kind: Kind) -> Recognition | None:
    subject_id = current_id(found.subject_id)
    in_turn(found.city, subject_id)
    there = Recognition.objects.filter(case_number=found.number, kind=kind.id).first()
    if there is not None:
        return there
    came = reached(pack, kind, found.record)
    if came is None:
        given: dict[str, Word] = {"number": found.number, "item": kind.label}
        tell_office_of(
            found.tenant_id, "recognition_unsettled", given, f"/desk/cases/{found.number}/"
        )
        return None
    old = current_of(subject_id, found.city, kind.id)
    if old is not None and rank(kind, came.level) > rank(kind, old.level):
        propose(old, Proposal.Source.CASE, came.level, came.item, case_number=found.number)
        return None
    making = _making(found, pack, kind, subject_id, came)
    return make(acting=SYSTEM, making=making, event=_event(kind, came.level, old), old=old)


def _making(found: Granted, pack: Pack, kind: Kind, subject_id: int, came: Reached) -> Making:
    return Making(
        pack, kind, found.city, found.tenant_id, subject_id, found.subject_name, came,
        Recognition.By.CASE, found.effective_on, employer_id=found.employer_id,
        case_number=found.number, trace_hash=found.decision_hash,
        conclusion=_conclusion(found, came),
    )  # fmt: skip


def _conclusion(found: Granted, came: Reached) -> dict[str, Any]:
    """What another county's talent office may read of the evaluation."""
    steps = cases.one(SYSTEM, found.number).steps
    said = dict.fromkeys(
        (one.department.zh, one.department.en, one.told[name])
        for one in steps if one.department is not None
        for name in ("opinion", "conclusion") if one.told.get(name)
    )  # fmt: skip
    return {
        "opinions": [{"zh": zh, "en": en, "text": text} for zh, en, text in said],
        "reason": found.reason, "departs": found.departs,
        "decided_on": timezone.localdate(found.decided_at).isoformat(),
        "as_of": found.record["as_of"], "facts": [dict(one) for one in came.facts],
    }  # fmt: skip


def _event(kind: Kind, level: str, old: Recognition | None) -> Happened:
    if old is None:
        return "recognised"
    return "renewed" if old.level == level else "raised"
