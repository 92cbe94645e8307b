"""What a notice is: a title, a body, and the ways it is told beside the page.

Kind(Label("已受理：{item}", "Accepted: {item}"), Label(...), BOTH).words      the words it needs
"""

from dataclasses import dataclass
from string import Formatter

from yanzhen.policy.vocabulary import Label

EMAIL, SMS = "email", "sms"


@dataclass(frozen=True)
class Kind:
    """One thing that is told; `ways` are those beside the page."""

    title: Label
    body: Label
    ways: tuple[str, ...] = (EMAIL,)

    @property
    def words(self) -> frozenset[str]:
        """The words that the texts need."""
        texts = (self.title.zh, self.title.en, self.body.zh, self.body.en)
        return frozenset(
            name for text in texts for _, name, _, _ in Formatter().parse(text) if name
        )


BOTH = (EMAIL, SMS)
