"""What a city's document calls its cards and their groups; each city's pack is asked for once.

names = Names("zh")
names.group("hengyang", "talent-card", "medical")      ->  "医疗保健"
"""

from dataclasses import dataclass, field

from yanzhen.apps.privileges.service import programmes
from yanzhen.policy.carding import CardProgramme
from yanzhen.policy.vocabulary import Language


@dataclass
class Names:
    """Of one page."""

    language: Language
    _cards: dict[str, tuple[CardProgramme, ...]] = field(default_factory=dict)

    def cards(self, city: str) -> tuple[CardProgramme, ...]:
        """The cards of a city."""
        if city not in self._cards:
            self._cards[city] = programmes(city)
        return self._cards[city]

    def card(self, city: str, programme: str) -> str:
        """What a card is called; its id where the document of today has none of it."""
        named = [one.label for one in self.cards(city) if one.id == programme]
        return named[0].say(self.language) if named else programme

    def group(self, city: str, programme: str, group: str) -> str:
        """What a group behind a card is called."""
        groups = [g for one in self.cards(city) if one.id == programme for g in one.groups]
        named = [one.label for one in groups if one.id == group]
        return named[0].say(self.language) if named else group
