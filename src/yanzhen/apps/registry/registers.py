"""Registers of talent: who is in one, asked anew each time it is opened.

    make_register(acting=office, organisation_id=city.id, city="xiangtan", preset="natives")
    members(office, view_id)

A criterion is `{"fact": "degree", "is": ["doctor", "master"]}`, `{"fact": "age", "at_least": 18}`,
`{"fact": "school", "contains": "湘潭"}`, `{"fact": "school", "known": true}`. A register without
criteria has those only who are listed by hand. Nobody is shown whom the viewer may not see, and
where the register's purpose needs a consent, nobody who has not given it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.audit.service import record, record_reading
from yanzhen.apps.registry.access import access_subject, access_view
from yanzhen.apps.registry.errors import Refusal, refuse, refuse_all
from yanzhen.apps.registry.known import BEST_FIRST
from yanzhen.apps.registry.models import Consent, Fact, Listed, SavedView, Subject
from yanzhen.apps.registry.rights import chain_of, require_keeper, require_role
from yanzhen.apps.registry.vocabulary import fact_named
from yanzhen.policy.vocabulary import Fact as Term
from yanzhen.policy.vocabulary import Label

OPERATORS = ("is", "at_least", "at_most", "contains", "known")


@dataclass(frozen=True, slots=True)
class Preset:
    """A register that the cities name, to begin with."""

    name: Label
    purpose: Label
    criteria: tuple[dict[str, Any], ...]
    consent: str = Consent.Purpose.LIST.value


PRESETS = {
    "natives": Preset(
        Label("在外人才库", "Natives living elsewhere"),
        Label("联络在外的本地籍人才", "Keeping in touch with natives who live elsewhere"),
        ({"fact": "native_of_city", "is": [True]}, {"fact": "lives_in_city", "is": [False]}),
    ),
    "students": Preset(
        Label("本地籍大学生库", "Students of local origin"),
        Label("向本地籍大学生推送岗位和活动", "Telling students of posts and events"),
        ({"fact": "native_of_city", "is": [True]}, {"fact": "school", "known": True},
         {"fact": "school_year", "known": True}),
    ),
    "alumni": Preset(
        Label("校友库", "Alumni"),
        Label("联络本地院校的校友", "Keeping in touch with alumni of local schools"),
        ({"fact": "school", "known": True},),
    ),
    "reserve": Preset(
        Label("后备人才库", "Reserve list"),
        Label("后备人才的培养与推荐", "Training and proposing a reserve of talent"), (),
    ),
}  # fmt: skip


def make_register(
    *, acting: Actor, organisation_id: int, city: str, preset: str = "", name: str = "",
    purpose: str = "", kind: str = "person", criteria: list[dict[str, Any]] | None = None,
    roles: tuple[Role, ...] = (Role.TALENT_OFFICE,), consent: str | None = None,
) -> SavedView:  # fmt: skip
    """A new register of a place; its talent office makes it."""
    require_role(acting, Role.TALENT_OFFICE)
    require_keeper(acting, organisation_id)
    given = PRESETS.get(preset)
    wanted = list(given.criteria) if given and criteria is None else criteria or []
    called = name.strip() or (given.name.zh if given else "")
    why = purpose.strip() or (given.purpose.zh if given else "")
    refuse_all(_unfit(called, why, kind, wanted, roles))
    needs = (given.consent if given else "") if consent is None else consent
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                organisation_id=organisation_id, city=city, name=called, purpose=why, kind=kind,
                criteria=wanted, roles=[role.value for role in roles], consent=needs,
                made_by_id=acting.account_id,
            )  # fmt: skip
            _told_of(acting, view, "registry.register_made", {"criteria": wanted})
    except IntegrityError:
        raise refuse("name", "已有同名的人才库。", "There is a register of this name.") from None
    return view


def close_register(*, acting: Actor, view_id: int) -> None:
    """It is not kept any more."""
    with transaction.atomic():
        view = access_view(acting, view_id)
        require_role(acting, Role.TALENT_OFFICE)
        view.closed_at = timezone.now()
        view.save(update_fields=["closed_at"])
        _told_of(acting, view, "registry.register_closed", {})


def list_by_hand(*, acting: Actor, view_id: int, subject_id: int, note: str) -> Listed:
    """Put somebody on a register, whatever its criteria say."""
    with transaction.atomic():
        view = access_view(acting, view_id)
        require_keeper(acting, view.organisation_id)
        subject = access_subject(acting, subject_id)
        if subject.kind != view.kind:
            raise refuse("subject", "这个人才库不收这类主体。", "It does not hold such subjects.")
        listed, _ = Listed.objects.update_or_create(
            view=view, subject=subject,
            defaults={"note": note, "listed_by_id": acting.account_id},
        )  # fmt: skip
        _told_of(acting, view, "registry.listed", {"subject": subject.pk})
    return listed


def unlist(*, acting: Actor, view_id: int, subject_id: int) -> None:
    """Take somebody off who was put on by hand."""
    with transaction.atomic():
        view = access_view(acting, view_id)
        require_keeper(acting, view.organisation_id)
        Listed.objects.filter(view=view, subject=subject_id).delete()
        _told_of(acting, view, "registry.unlisted", {"subject": subject_id})


def registers(actor: Actor) -> list[SavedView]:
    """The registers that the actor may open."""
    rows = SavedView.objects.visible_to(actor).filter(closed_at=None).order_by("name", "pk")
    return [one for one in rows if actor.is_system or actor.roles & {*one.roles}]


def members(actor: Actor, view_id: int) -> QuerySet[Subject]:
    """Who is in a register today; opening it is not yet a reading of anything sensitive."""
    view = access_view(actor, view_id)
    rows = Subject.objects.visible_to(actor).standing().filter(kind=view.kind)
    by_hand = Listed.objects.filter(view=view, subject=OuterRef("pk"))
    belongs = Q(Exists(by_hand))
    if view.criteria:
        meets = Q()
        for number, criterion in enumerate(view.criteria):
            column = f"known_{number}"
            rows = rows.annotate(**{column: _best(criterion["fact"], view.city)})
            meets &= _condition(column, criterion)
        belongs |= meets
    if view.consent:
        agreed = Consent.objects.filter(
            subject=OuterRef("pk"), purpose=view.consent, withdrawn_at=None
        )
        rows = rows.filter(Exists(agreed))
    return rows.filter(belongs).order_by("name_key", "pk")


def taken_out(actor: Actor, view_id: int, reason: str) -> QuerySet[Subject]:
    """The members for an export: it is written down who took out which register, and why."""
    if not reason.strip():
        raise refuse("reason", "请写明导出原因。", "Say why you take it out.")
    found = members(actor, view_id)
    record_reading(actor, f"register:{view_id}", reason)
    return found


def _best(name: str, city: str) -> Subquery:
    """The value of a subject's best fact today."""
    rows = Fact.objects.on(timezone.localdate()).filter(
        Q(city="") | Q(city=city), subject=OuterRef("pk"), name=name, superseded_at=None
    )
    return Subquery(rows.order_by(*BEST_FIRST).values("value")[:1])


def _condition(column: str, criterion: dict[str, Any]) -> Q:
    if "is" in criterion:
        return Q(**{f"{column}__in": criterion["is"]})
    if "at_least" in criterion:
        return Q(**{f"{column}__gte": criterion["at_least"]})
    if "at_most" in criterion:
        return Q(**{f"{column}__lte": criterion["at_most"]})
    if "contains" in criterion:
        return Q(**{f"{column}__icontains": criterion["contains"]})
    return Q(**{f"{column}__isnull": not criterion["known"]})


def _unfit(
    name: str, purpose: str, kind: str, criteria: list[dict[str, Any]], roles: tuple[Role, ...]
) -> list[Refusal]:
    found = []
    if not name or len(name) > 80:
        found.append(Refusal("name", Label("名称应为 1 至 80 字。", "A name has 1 to 80 signs.")))
    if not purpose:
        found.append(Refusal("purpose", Label("请写明用途。", "Say what it is for.")))
    if not roles:
        found.append(Refusal("roles", Label("请指明谁可以查看。", "Say who may open it.")))
    for criterion in criteria:
        reason = _wrong(kind, criterion)
        if reason is not None:
            found.append(Refusal("criteria", reason))
    return found


def _wrong(kind: str, criterion: dict[str, Any]) -> Label | None:
    name = str(criterion.get("fact", ""))
    term = fact_named(kind, name)
    operators = [key for key in criterion if key != "fact"]
    if term is None:
        return Label(f"没有名为 {name} 的事实。", f"There is no fact {name}.")
    if len(operators) != 1 or operators[0] not in OPERATORS:
        return Label(f"{name} 的条件写得不对。", f"The condition of {name} is not understood.")
    return _unfit_value(term, operators[0], criterion[operators[0]])


def _unfit_value(term: Term, operator: str, value: Any) -> Label | None:
    fits = {
        "is": isinstance(value, list) and term.type in ("bool", "one_of", "integer", "text"),
        "at_least": type(value) is int and term.type == "integer",
        "at_most": type(value) is int and term.type == "integer",
        "contains": isinstance(value, str) and value != "" and term.type == "text",
        "known": isinstance(value, bool),
    }
    if fits[operator]:
        return None
    return Label(f"{term.label.zh}不能用这种条件。", f"{term.label.en} takes no such condition.")


def _told_of(actor: Actor, view: SavedView, event: str, details: dict[str, Any]) -> None:
    record(
        event, acting=actor, subject=f"register:{view.pk}", details=details,
        chain=chain_of(view.organisation_id),
    )  # fmt: skip
