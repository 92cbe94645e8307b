"""Where somebody stands in the catalogue, as a case, her own page and the office's page show it.

standing_of(pack, facts, on, "zh")    ->  Standing("高端人才（C类）", carried=..., near=..., ...)

What cannot be said for certain is not said: unknown stays unknown, and what only a review can
grant is named as such.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from yanzhen.apps.cases.service import CaseShown
from yanzhen.apps.recognition import service
from yanzhen.policy import Pack
from yanzhen.policy.explain import Explainer, explainer_for
from yanzhen.policy.pack import TierItem
from yanzhen.policy.placing import Nearest, Placed
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit.known import Known, fact_line
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.words import say

ON_RECORD = frozenset({"A", "B"})
READING = "reading:"


@dataclass(frozen=True)
class Near:
    """The nearest item of the next tier up: what has to change, what is not known."""

    tier: str
    item: str
    condition: str
    changes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """One record that the catalogue looks at, with its grade and who verifies it."""

    label: str
    value: str
    grade: Badge
    who: str
    carries: bool


@dataclass(frozen=True)
class Standing:
    """What the catalogue says of her facts."""

    title: str
    value: str
    tone: str
    note: str
    recognised: str
    carried: tuple[str, ...]
    near: Near | None
    by_review: tuple[str, ...]
    records: tuple[Record, ...]

    @property
    def carrying(self) -> tuple[Record, ...]:
        """The records on which the tier rests."""
        return tuple(one for one in self.records if one.carries)


def standing_of(
    pack: Pack, facts: Mapping[str, Known], on: date, language: Language, item: str = ""
) -> Standing | None:
    """None where the city has no catalogue, or the facts cannot be taken in."""
    placed = service.proposal_for(pack, {name: one.value for name, one in facts.items()}, on)
    if placed is None or pack.tiers is None:
        return None
    explainer = explainer_for(language, pack)
    value, tone, note = _said(placed, pack, language)
    return Standing(
        title=pack.tiers.title.say(language), value=value, tone=tone, note=note,
        recognised=_tier(pack, placed.recognised, language) if placed.recognised else "",
        carried=tuple(_item(one.item, pack, language) for one in placed.carried),
        near=_near(placed.nearest, pack, explainer) if placed.nearest else None,
        by_review=tuple(_item(one, pack, language) for one in placed.by_review),
        records=tuple(_records(placed, facts, pack, language, _verifiers(pack, item, language))),
    )  # fmt: skip


def standing_of_case(
    shown: CaseShown, pack: Pack, facts: Mapping[str, Known], language: Language
) -> Standing | None:
    """The same for a case whose item recognises by the catalogue, as of its submission."""
    if not any(kind.catalogue for kind in service.kinds_of_item(pack, shown.row.item)):
        return None
    on = timezone.localdate(shown.row.submitted_at)
    return standing_of(pack, facts, on, language, shown.row.item)


def _said(placed: Placed, pack: Pack, language: Language) -> tuple[str, str, str]:
    """The tier that is certain, or that it is not."""
    if placed.level is not None:
        higher = [one for one in placed.tier.possible if one not in (placed.level, "none")]
        note = say("standing_higher", language) if higher else ""
        return _tier(pack, placed.level, language), "good", note
    if placed.tier.value is not None:
        return say("tier_none", language), "bad", ""
    return say("standing_open", language), "open", say("standing_open_note", language)


def _tier(pack: Pack, level: str, language: Language) -> str:
    return service.label_of(pack, service.catalogue_kind(pack), level).say(language)


def _item(item: TierItem, pack: Pack, language: Language) -> str:
    return f"{pack.clause_label(item.clause).say(language)} {item.label.say(language)}"


def _near(found: Nearest, pack: Pack, explainer: Explainer) -> Near:
    gaps = (one.removeprefix(READING) for one in found.missing)
    return Near(
        _class(pack, found.tier, explainer.language), _item(found.item, pack, explainer.language),
        explainer.condition(found.condition),
        tuple(explainer.change(one) for one in found.changes),
        tuple(dict.fromkeys(_gap(one, pack, explainer) for one in gaps)),
    )  # fmt: skip


def _class(pack: Pack, tier: str, language: Language) -> str:
    classes = pack.tiers.classes if pack.tiers else ()
    return next((one.label.say(language) for one in classes if one.id == tier), tier)


def _gap(gap: str, pack: Pack, explainer: Explainer) -> str:
    """A fact that nobody has told, or a clause whose reading is open."""
    if gap in pack.readings:
        return say("standing_reading", explainer.language)
    return explainer.fact_label(gap)


def _verifiers(pack: Pack, item: str, language: Language) -> str:
    """The departments that verify what the item rests on."""
    found = pack.services.get(item)
    units = found.reviews if found is not None else ()
    comma = say("comma", language)
    return comma.join(pack.units[one].label.say(language) for one in units if one in pack.units)


def _records(
    placed: Placed, facts: Mapping[str, Known], pack: Pack, language: Language, verifiers: str
) -> Iterator[Record]:
    carrying = {
        name.partition(".")[0] for one in placed.carried for step in one.steps
        for name in step.names
    }  # fmt: skip
    names = [name for name in facts if name in _asked(pack)]
    for name in sorted(names, key=lambda one: (one not in carrying, one)):
        line = fact_line(pack.vocabulary, facts[name], language)
        who = _who(facts[name], verifiers, language)
        yield Record(line.label, line.value, line.grade, who, name in carrying)


def _asked(pack: Pack) -> Sequence[str]:
    """The facts that the catalogue looks at."""
    fact = pack.tiers.recognised_by if pack.tiers else ""
    return [one for one in service.catalogue_facts(pack) if one != fact]


def _who(one: Known, verifiers: str, language: Language) -> str:
    """Who has verified it, or who has to."""
    if one.grade in ON_RECORD:
        source = one.source or say("standing_some_office", language)
        return say("standing_verified", language, source=source)
    if verifiers:
        return say("standing_to_verify", language, units=verifiers)
    return say("standing_unverified", language)
