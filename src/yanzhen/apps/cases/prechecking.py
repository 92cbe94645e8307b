"""Before the submission: what would be refused, what is missing, what the rules say so far.

found = precheck(draft)
found.blocks      what has to be put right before it can be submitted
found.warns       what will probably be refused, or asked for later; she may submit all the same
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases.decisions import Verdict, verdict_of
from yanzhen.apps.cases.errors import Refusal
from yanzhen.apps.cases.facts import FORM, Known, about, known_facts, values_of
from yanzhen.apps.cases.items import item_of
from yanzhen.apps.cases.models import Case, Draft, Material
from yanzhen.apps.cases.tracing import INELIGIBLE, assessed, trace_of
from yanzhen.apps.policies.service import published_pack
from yanzhen.policy import Assessment, Explainer, Pack, SubjectRefused, materials_of_item
from yanzhen.policy import facts_of_item as facts_asked
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.service_item import ServiceItem
from yanzhen.policy.vocabulary import Label

IN_WORDS = ("request", "discussion")
NO_TEXT = Label("请写明您的诉求或建议。", "Say what you ask for or suggest.")
ALREADY = Label(
    "同一事项已有一件正在办理，不能重复申请；请等它办结，或先撤回。",
    "The same item is being dealt with already: wait for its end, or withdraw it first.",
)


@dataclass(frozen=True, slots=True)
class Precheck:
    """What a draft would meet with. `trace` is what the rules give; `missing` are fact ids."""

    blocks: tuple[Refusal, ...]
    warns: tuple[Refusal, ...]
    missing: tuple[str, ...]
    missing_materials: tuple[str, ...]
    verdict: Verdict | None
    known: dict[str, Known]
    assessment: Assessment | None
    materials: tuple[Material, ...]
    """The files that are there."""


def precheck(draft: Draft, on: date, pack: Pack | None = None) -> Precheck:
    """Look at a draft as those will who decide on it, by the pack in force."""
    pack = pack or published_pack(draft.city)
    item = item_of(pack, draft.item)
    kind = draft.subject.kind
    known = known_facts(draft.subject_id, draft.answers, on, draft.city)
    fitting = about(known, pack, kind)
    blocks = [*_strange(known, fitting), *_twice(draft, item), *_wordless(draft, item)]
    assessment = None
    try:
        assessment = assessed(pack, kind, values_of(fitting), on)
    except SubjectRefused as refused:
        blocks += [Refusal(p.code, Label(p.zh, p.en), p.fact or "") for p in refused.problems]
    verdict = None
    if assessment is not None and item.rules:
        verdict = verdict_of(trace_of(assessment, item.rules)["outcomes"])
    missing = tuple(f.id for f in facts_asked(pack, item) if f.id not in fitting)
    rows = Material.objects.filter(draft=draft).exclude(stage=Material.Stage.REMOVED)
    materials = tuple(rows.order_by("id"))
    papers = _papers(materials, pack, item, known)
    return Precheck(
        tuple(blocks), tuple(_warnings(pack, item, assessment, verdict, missing, papers)),
        missing, papers, verdict, fitting, assessment, materials,
    )  # fmt: skip


def _strange(known: dict[str, Known], fitting: dict[str, Known]) -> Iterator[Refusal]:
    """Answers that are no fact of this kind of subject."""
    for name, one in known.items():
        if name not in fitting and one.source == FORM:
            said = Label(f"表单里没有“{name}”这一项。", f"The form has no field {name}.")
            yield Refusal("unknown_fact", said, name)


def _wordless(draft: Draft, item: ServiceItem) -> Iterator[Refusal]:
    """A request or suggestion has to say something."""
    if item.kind in IN_WORDS and not str(draft.words.get("text", "")).strip():
        yield Refusal("no_text", NO_TEXT, "text")


def _twice(draft: Draft, item: ServiceItem) -> Iterator[Refusal]:
    """Whether the same benefit is being dealt with already; a wish may be said again."""
    if draft.case_id is not None or item.kind != "benefit":
        return
    with acting(SYSTEM):
        running = Case.objects.filter(
            subject=draft.subject_id, item=draft.item, city=draft.city, is_open=True
        ).exists()
    if running:
        yield Refusal("already_running", ALREADY)


def _papers(
    materials: Iterable[Material], pack: Pack, item: ServiceItem, known: dict[str, Known]
) -> tuple[str, ...]:
    """The papers that are asked for and are not there; a fact that an agency issued needs none."""
    present = {one.asked for one in materials}
    settled = {name for name, one in known.items() if one.is_settled}
    return tuple(
        one.id
        for one in materials_of_item(pack, item)
        if one.id not in present and not (one.facts and set(one.facts) <= settled)
    )


def _warnings(
    pack: Pack, item: ServiceItem, assessment: Assessment | None, verdict: Verdict | None,
    missing: tuple[str, ...], papers: tuple[str, ...],
) -> Iterator[Refusal]:  # fmt: skip
    if verdict is not None and verdict.status == INELIGIBLE and assessment is not None:
        for rule in item.rules:
            zh, en = _why_not(assessment, rule, pack, "zh"), _why_not(assessment, rule, pack, "en")
            yield Refusal("not_eligible", Label(zh, en), rule)
    facts = pack.vocabulary.facts
    for name in missing:
        label = facts[name].label
        said = Label(f"还没有填写“{label.zh}”。", f'"{label.en}" is not filled in yet.')
        yield Refusal("missing_fact", said, name)
    labels = {one.id: one.label for one in materials_of_item(pack, item)}
    for name in papers:
        said = Label(
            f"还没有上传“{labels[name].zh}”。", f'"{labels[name].en}" is not uploaded yet.'
        )
        yield Refusal("missing_material", said, name)


def _why_not(assessment: Assessment, rule: str, pack: Pack, language: Any) -> str:
    """The conditions that are not met, in a sentence."""
    explainer: Explainer = explainer_for(language, pack)
    try:
        outcome = assessment.outcome(rule)
    except KeyError:
        return str(pack.rules[rule].title.say(language))
    failed = [explainer.condition(s.condition) for s in outcome.because if s.truth is False]
    joined = ("；" if language == "zh" else "; ").join(failed)
    title = pack.rules[rule].title.say(language)
    if language == "zh":
        return f"“{title}”按现有情况不符合：{joined}。"
    return f'"{title}" is not met as things are: {joined}.'
