"""The register of experts (评审专家库): taken in, out, away; her own word about her ties.

expert = take_in(acting=office, place="xiangtan", subject_id=12, specialities=["材料"])
declare(acting=expert_herself, ties=[("supervision", "李教授")])
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.panels.access import access_expert, own_experts, require_keeper
from yanzhen.apps.panels.avoidance import DECLARABLE
from yanzhen.apps.panels.errors import NoSuchPanel, PanelRefused, Refusal, refuse, refuse_all
from yanzhen.apps.panels.models import Expert, Tie
from yanzhen.apps.panels.recording import reasoned, write_expert
from yanzhen.apps.registry.service import NoSuchSubject, access_subject
from yanzhen.policy.vocabulary import Label

MOST_WORDS, MOST_TIES, LONGEST = 12, 200, 120
State = Expert.State


def take_in(*, acting: Actor, place: str, subject_id: int, specialities: Sequence[str]) -> Expert:
    """A person with an account joins the city's register; one who was out comes back."""
    try:
        seat = organisation(place)
    except NoSuchOrganisation:
        raise refuse("no_place", "没有这个地方。", "There is no such place.", "place") from None
    require_keeper(acting, seat.tenant_id)
    words = _words(specialities)
    with transaction.atomic():
        try:
            person = access_subject(acting, subject_id)
        except NoSuchSubject:
            raise _nobody() from None
        if person.kind != "person":
            raise _nobody()
        if person.account_id is None:
            raise refuse(
                "no_account", "专家要先有账号并与本人登记关联，才能入库。",
                "An expert first needs an account that is linked to her entry.", "subject",
            )  # fmt: skip
        told = {
            "tenant_id": seat.tenant_id, "account_id": person.account_id, "name": person.name,
            "specialities": words, "state": State.ACTIVE, "away_until": None, "reason": "",
            "taken_in_at": timezone.now(),
        }  # fmt: skip
        with act_as(SYSTEM):
            expert, _ = Expert.objects.update_or_create(
                city=seat.city, subject_id=person.pk, defaults=told
            )
        write_expert(expert, "taken_in", acting, specialities=words)
    return expert


def take_out(*, acting: Actor, expert_id: int, reason: str) -> None:
    """From now on she is in no list; where she sits already she stays."""
    reason = reasoned(reason)
    with transaction.atomic():
        expert = _kept(acting, expert_id)
        _change(expert, state=State.OUT, reason=reason, away_until=None)
        write_expert(expert, "taken_out", acting)


def set_specialities(*, acting: Actor, expert_id: int, specialities: Sequence[str]) -> None:
    words = _words(specialities)
    with transaction.atomic():
        expert = _kept(acting, expert_id)
        _change(expert, specialities=words)
        write_expert(expert, "specialities", acting, specialities=words)


def add_tie(*, acting: Actor, expert_id: int, kind: str, name: str) -> None:
    """What the office has learned by itself; it counts as if she had declared it."""
    refuse_all(_unfit([(kind, name)]))
    with transaction.atomic():
        expert = _kept(acting, expert_id)
        _keep(expert, [(kind, name)], by_office=True)
        write_expert(expert, "tie_added", acting, tie=kind)


def declare(*, acting: Actor, ties: Sequence[tuple[str, str]], away_until: date | None = None,
            away: bool = False) -> None:  # fmt: skip
    """Her ties as they are today, all of them, and whether she can take part."""
    given = [(kind, name.strip()) for kind, name in ties if name.strip()]
    refuse_all(_unfit(given))
    with transaction.atomic():
        mine = own_experts(acting)
        if not mine:
            raise NoSuchPanel(acting.account_id)
        for expert in mine:
            _declare(acting, expert, given, away, away_until)


def _declare(
    acting: Actor, expert: Expert, given: Sequence[tuple[str, str]], away: bool,
    away_until: date | None,
) -> None:  # fmt: skip
    with act_as(SYSTEM):
        expert.ties.filter(by_office=False).delete()
    _keep(expert, given)
    changes: dict[str, object] = {"declared_on": timezone.localdate()}
    if expert.state != State.OUT:
        changes["state"] = State.AWAY if away else State.ACTIVE
        changes["away_until"] = away_until if away else None
    _change(expert, **changes)
    write_expert(expert, "declared", acting, ties=len(given), away=away)


def _keep(expert: Expert, given: Iterable[tuple[str, str]], by_office: bool = False) -> None:
    whose = {"tenant_id": expert.tenant_id, "account_id": expert.account_id}
    with act_as(SYSTEM):
        for kind, name in given:
            Tie.objects.get_or_create(
                expert=expert, kind=kind, name=name.strip(),
                defaults={**whose, "by_office": by_office},
            )  # fmt: skip


def _kept(acting: Actor, expert_id: int) -> Expert:
    expert = access_expert(acting, expert_id)
    require_keeper(acting, expert.tenant_id)
    return expert


def _change(expert: Expert, **changes: object) -> None:
    for name, value in changes.items():
        setattr(expert, name, value)
    with act_as(SYSTEM):
        expert.save(update_fields=list(changes))


def _words(given: Sequence[str]) -> list[str]:
    words = list(dict.fromkeys(one.strip() for one in given if one.strip()))
    if not words or len(words) > MOST_WORDS or any(len(one) > LONGEST for one in words):
        raise refuse(
            "specialities", f"请写明专业领域，最多{MOST_WORDS}个。",
            f"Name the specialities, at most {MOST_WORDS}.", "specialities",
        )  # fmt: skip
    return words


def _unfit(given: Sequence[tuple[str, str]]) -> Iterable[Refusal]:
    if len(given) > MOST_TIES:
        yield Refusal("many", Label(f"最多{MOST_TIES}项。", f"At most {MOST_TIES}."), "ties")
    for kind, name in given:
        if kind not in DECLARABLE:
            yield Refusal("kind", Label("请选择关系的种类。", "Choose the kind of tie."), "ties")
        if not 0 < len(name.strip()) <= LONGEST:
            said = Label(f"请写姓名或单位，最多{LONGEST}字。", "Name whom, in short.")
            yield Refusal("name", said, "ties")


def _nobody() -> PanelRefused:
    return refuse("nobody", "登记里没有这个人。", "There is no such person on record.", "subject")
