"""What is kept of cards, by noun. Who may see a row says `visibility`."""

from yanzhen.apps.cards.models.card import Card, Event
from yanzhen.apps.cards.models.code import Code
from yanzhen.apps.cards.models.device import Device
from yanzhen.apps.cards.models.status import Published, Series, Spent

__all__ = ["Card", "Code", "Device", "Event", "Published", "Series", "Spent"]
