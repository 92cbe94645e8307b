"""Setting a panel up: how many, of which field, by which rule; the cases that come before it.

    panel = prepare(acting=office, place="xiangtan", plan=Plan("第一次", size=3, ...))
    lay(acting=office, panel_id=panel.pk, number="XIANGTAN-2026-000012", fact="equivalent_tier",
        proposed="C", materials=[...])

Nothing has a default: what the office does not enter is refused, since no document says it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseShown, Examined, MaterialShown, NoSuchCase
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.panels.access import access_panel, require_keeper
from yanzhen.apps.panels.counting import AVERAGE, FULL, RULES
from yanzhen.apps.panels.errors import Refusal, refuse, refuse_all
from yanzhen.apps.panels.models import ENDED, Matter, Panel
from yanzhen.apps.panels.recording import write
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.policy.recognising import Mutual
from yanzhen.policy.vocabulary import Fact, Label

AGREE = ({"value": "agree", "zh": "同意", "en": "Agree"},
         {"value": "disagree", "zh": "不同意", "en": "Disagree"})  # fmt: skip
YES_NO = ({"value": "yes", "zh": "是", "en": "Yes"}, {"value": "no", "zh": "否", "en": "No"})
AGAINST = ("disagree", "no", "none")
EXPERT_REVIEW, ATTACHED = "expert_review", "attached"
MOST_SEATS, MOST_CRITERIA, MOST_CASES, MOST_WEIGHT = 99, 20, 100, 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """What the office enters of a panel. `criteria` are names with weights."""

    title: str
    size: int
    quorum: int
    criteria: Sequence[tuple[str, int]]
    rule: str
    basis: str
    threshold: int | None = None
    specialities: Sequence[str] = ()
    shared_by: str = ""
    objections_until: date | None = None


def prepare(*, acting: Actor, place: str, plan: Plan) -> Panel:
    """A panel without cases and members yet."""
    try:
        seat = organisation(place)
    except NoSuchOrganisation:
        raise refuse("no_place", "没有这个地方。", "There is no such place.", "place") from None
    require_keeper(acting, seat.tenant_id)
    refuse_all((*_unfit(plan), *_no_such_clause(seat.city, plan.shared_by.strip())))
    with transaction.atomic():
        with act_as(SYSTEM):
            panel = Panel.objects.create(
                tenant_id=seat.tenant_id, city=seat.city, title=plan.title.strip(),
                size=plan.size, quorum=plan.quorum, rule=plan.rule, basis=plan.basis.strip(),
                threshold=plan.threshold if plan.rule == AVERAGE else None,
                specialities=[one.strip() for one in plan.specialities if one.strip()],
                criteria=[{"name": name.strip(), "weight": w} for name, w in plan.criteria],
                shared_by=plan.shared_by.strip(), objections_until=plan.objections_until,
            )  # fmt: skip
        write(panel, "prepared", acting, size=panel.size, quorum=panel.quorum, rule=panel.rule)
    return panel


def lay(
    *, acting: Actor, panel_id: int, number: str, fact: str = "", proposed: str = "",
    materials: Sequence[str] = (),
) -> Matter:  # fmt: skip
    """A case comes before the panel: what is voted on, and the papers that it may read."""
    with transaction.atomic():
        panel = _prepared(acting, panel_id)
        try:
            case, examined = cases.one(acting, number), cases.examined(acting, number)
        except NoSuchCase:
            raise refuse("no_case", "没有这件申请。", "There is no such case.", "number") from None
        awaited = {one.id: one for one, _ in examined.awaited}
        refuse_all(_not_for(panel, case, fact, awaited, materials))
        options = options_of(awaited[fact]) if fact else AGREE
        refuse_all(_no_proposal(panel, proposed, options))
        against = next((one["value"] for one in options if one["value"] in AGAINST), "")
        with act_as(SYSTEM):
            matter = Matter.objects.create(
                panel=panel, tenant_id=panel.tenant_id, account_id=case.applicant_id,
                subject_id=case.subject_id, number=number, title_zh=case.row.title.zh,
                title_en=case.row.title.en, fact=fact, options=list(options),
                proposed=proposed, otherwise=against, materials=list(materials),
            )  # fmt: skip
        write(panel, "case_laid", acting, case=number, fact=fact)
    return matter


def take_off(*, acting: Actor, panel_id: int, matter_id: int) -> None:
    """The case does not come before this panel after all; before the list is published only."""
    with transaction.atomic():
        panel = _prepared(acting, panel_id)
        with act_as(SYSTEM):
            found = panel.matters.filter(pk=matter_id).first()
            if found is not None:
                found.delete()
                write(panel, "case_taken_off", acting, case=found.number)


def options_of(fact: Fact) -> tuple[dict[str, str], ...]:
    """What can be voted for: the values of the fact; nothing where it is no choice."""
    if fact.type == "bool":
        return YES_NO
    return tuple(
        {"value": one.id, "zh": one.label.zh, "en": one.label.en} for one in fact.options.values()
    )


def handed_in(case: CaseShown) -> tuple[MaterialShown, ...]:
    """The papers of a case, without those that were uploaded and not handed in yet."""
    return tuple(one for one in case.materials if one.stage == ATTACHED)


def askable(case: CaseShown, examined: Examined) -> tuple[Fact, ...]:
    """The facts of a case that a panel can decide by a vote."""
    return tuple(one for one, _ in examined.awaited if options_of(one))


def _prepared(acting: Actor, panel_id: int) -> Panel:
    panel = access_panel(acting, panel_id, change=True)
    require_keeper(acting, panel.tenant_id)
    if panel.state != Panel.State.PREPARED:
        raise refuse(
            "fixed", "名单公布以后，上会的申请不能再改。",
            "Once the list is published its cases are fixed.",
        )  # fmt: skip
    return panel


def _unfit(plan: Plan) -> Iterator[Refusal]:
    if not 0 < len(plan.title.strip()) <= 120:
        yield Refusal("title", Label("请写名称，最多120字。", "Give it a title."), "title")
    if not 0 < len(plan.basis.strip()) <= 400:
        said = Label("请写明人数、规则依据什么。", "Say what size and rule rest on.")
        yield Refusal("basis", said, "basis")
    if not 0 < plan.size <= MOST_SEATS:
        said = Label(f"人数应为1至{MOST_SEATS}。", f"From 1 to {MOST_SEATS} members.")
        yield Refusal("size", said, "size")
    if not 0 < plan.quorum <= max(plan.size, 0):
        said = Label("有效评分人数应为1至评审组人数。", "The quorum is from 1 to the members.")
        yield Refusal("quorum", said, "quorum")
    if plan.rule not in RULES:
        yield Refusal("rule", Label("请选择结论规则。", "Choose the rule."), "rule")
    elif plan.rule == AVERAGE and not (plan.threshold and 0 < plan.threshold <= FULL):
        said = Label("请填写1至100的通过线。", "Enter a threshold from 1 to 100.")
        yield Refusal("threshold", said, "threshold")
    if plan.objections_until and plan.objections_until < timezone.localdate():
        yield Refusal("past", Label("日期已过。", "That day has passed."), "objections_until")
    yield from _unfit_criteria([(name.strip(), weight) for name, weight in plan.criteria])


def _unfit_criteria(criteria: Sequence[tuple[str, int]]) -> Iterator[Refusal]:
    names = [name for name, _ in criteria]
    if not 0 < len(criteria) <= MOST_CRITERIA or len(set(names)) != len(names):
        said = Label("请填写评分项，名称不重复。", "Enter criteria, each name once.")
        yield Refusal("criteria", said, "criteria")
    elif not all(0 < len(name) <= 60 and 0 < weight <= MOST_WEIGHT for name, weight in criteria):
        said = Label("每个评分项写名称和大于零的整数权重。", "Each has a name and a whole weight.")
        yield Refusal("criteria", said, "criteria")


def _no_such_clause(city: str, clause: str) -> Iterator[Refusal]:
    """Counties share their experts only where the city's documents say so."""
    if clause and clause not in {one.clause for one in sharing(city)}:
        said = Label("文件没有写市县互评这一条。", "No such clause shares evaluation.")
        yield Refusal("shared_by", said, "shared_by")


def sharing(city: str) -> tuple[Mutual, ...]:
    """What a city's documents say on counties that review for each other; most say nothing."""
    try:
        found = published_pack(city).recognition.mutual
    except NotPublished:
        return ()
    return (found,) if found else ()


def _not_for(
    panel: Panel, case: CaseShown, fact: str, awaited: Mapping[str, Fact],
    materials: Sequence[str],
) -> Iterator[Refusal]:  # fmt: skip
    if case.city != panel.city:
        said = Label("这件申请不归本市评审。", "This case is not of this city.")
        yield Refusal("elsewhere", said, "number")
    if not case.row.is_open:
        yield Refusal("over", Label("这件申请已经办结。", "This case is over."), "number")
    if not fact and case.row.state != EXPERT_REVIEW:
        said = Label(
            "这件申请不在评审环节；请选择要评审的认定事实。",
            "This case is not at its review: choose the fact that is to be found.",
        )
        yield Refusal("not_at_review", said, "fact")
    if fact and not (fact in awaited and options_of(awaited[fact])):
        said = Label("这件申请没有这项可以表决的认定。", "There is no such finding to vote on.")
        yield Refusal("no_fact", said, "fact")
    if not set(materials) <= {one.id for one in handed_in(case)}:
        said = Label("材料不属于这件申请。", "A paper is not of this case.")
        yield Refusal("materials", said, "materials")
    yield from _before_another(case.row.number)


def _before_another(number: str) -> Iterator[Refusal]:
    with act_as(SYSTEM):
        busy = Matter.objects.filter(number=number).exclude(panel__state__in=ENDED).first()
        if busy is not None:
            said = Label(
                f"这件申请已在评审组P{busy.panel_id}评审。",
                f"This case is before panel P{busy.panel_id} already.",
            )
            yield Refusal("before_another", said, "number")


def _no_proposal(
    panel: Panel, proposed: str, options: Sequence[Mapping[str, Any]]
) -> Iterator[Refusal]:
    values = {one["value"] for one in options}
    if proposed and proposed not in values:
        said = Label("拟评结果不在可选范围内。", "No such outcome can be proposed.")
        yield Refusal("proposed", said, "proposed")
    if panel.rule == AVERAGE and (not proposed or proposed in AGAINST):
        said = Label(
            "按平均分下结论的，要写明达到通过线时的结果。",
            "With a threshold, say what reaching it means.",
        )
        yield Refusal("proposed", said, "proposed")
