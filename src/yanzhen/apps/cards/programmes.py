"""The card programmes of a city, as its pack lists them (`cards.yaml`).

programme_of("xiangtan", "green-card").kinds        recognitions of these kinds are a basis
"""

from yanzhen.apps.cards.errors import refuse
from yanzhen.apps.policies.service import NotPublished, published_cities, published_pack
from yanzhen.policy.carding import CardProgramme
from yanzhen.policy.vocabulary import Label


def programmes(city: str) -> tuple[CardProgramme, ...]:
    """What cards the documents of a city speak of; none where no pack is in force."""
    try:
        return published_pack(city).cards
    except NotPublished:
        return ()


def all_programmes() -> tuple[tuple[str, CardProgramme], ...]:
    """Every city's, with the city."""
    return tuple((one.city, found) for one in published_cities() for found in programmes(one.city))


def programme_of(city: str, programme: str) -> CardProgramme:
    """One of a city; CardRefused where its pack has none of that id."""
    for one in programmes(city):
        if one.id == programme:
            return one
    raise refuse(
        "no_programme", "这座城市的政策包没有这种卡。", "This city's pack has no such card.",
        "programme",
    )  # fmt: skip


def label_of(city: str, programme: str) -> Label:
    """What the card is called; its id where the pack does not have it any more."""
    found = (one.label for one in programmes(city) if one.id == programme)
    return next(found, Label(programme, programme))
