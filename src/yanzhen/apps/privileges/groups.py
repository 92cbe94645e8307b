"""The groups that a city's document names behind each of its cards.

    programmes("hengyang")[0].groups      Group("subsidy", 人才补贴), Group("school", 子女入学), ...

Some are carried by the service itself: they lead to what one applies for, and nobody offers them.
"""

from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.policy.carding import CardProgramme, Group


def programmes(city: str) -> tuple[CardProgramme, ...]:
    """The cards of a city, as its pack has them; none where it has no pack in force."""
    try:
        return published_pack(city).cards
    except NotPublished:
        return ()


def programme_of(city: str, programme: str) -> CardProgramme | None:
    """One card of a city."""
    return next((one for one in programmes(city) if one.id == programme), None)


def group_of(city: str, programme: str, group: str) -> Group | None:
    """One group behind a card; None where the document names no such group."""
    found = programme_of(city, programme)
    return None if found is None else next((o for o in found.groups if o.id == group), None)
