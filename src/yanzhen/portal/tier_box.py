"""What can be said about someone's tier, and by which items of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from yanzhen.policy import Assessment
from yanzhen.policy.explain import Explainer
from yanzhen.portal.words import say


@dataclass(frozen=True)
class TierBox:
    """What can be said about the tier, and by which items."""

    title: str
    value: str
    recognised: bool
    is_settled: bool
    possible: str
    items: tuple[tuple[str, str], ...]
    readings: tuple[tuple[str, str], ...]


def tier_box(assessment: Assessment, explainer: Explainer) -> TierBox | None:
    tier, tiers, language = assessment.tier, assessment.pack.tiers, explainer.language
    if tier is None or tiers is None:
        return None
    names = {one.id: one.label.say(language) for one in tiers.classes}
    names["none"] = say("tier_none", language)
    labels = {one.id: one for each in tiers.classes for one in each.items}
    clause = assessment.pack.clause_label
    return TierBox(
        title=tiers.title.say(language),
        value=names.get(tier.value or "", ""),
        recognised=tier.recognised,
        is_settled=len(tier.possible) == 1,
        possible=say("comma", language).join(
            names[one] for one in tier.possible if one != tier.value
        ),
        items=tuple(
            (clause(one.clause).say(language), one.label.say(language))
            for one in map(labels.__getitem__, tier.items)
        ),
        readings=tuple(_tier_readings(assessment, explainer, names)),
    )


def _tier_readings(
    assessment: Assessment, explainer: Explainer, names: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """For each way of reading the catalogue the tiers it leaves possible."""
    assert assessment.tier is not None
    comma = say("comma", explainer.language)
    for choices, tiers in assessment.tier.readings.items():
        pairs = [choice.split("=") for choice in choices.split(",")]
        reads = [
            assessment.pack.readings[name].options[option].say(explainer.language)
            for name, option in pairs
        ]
        yield comma.join(reads), comma.join(names.get(one, one) for one in tiers)
