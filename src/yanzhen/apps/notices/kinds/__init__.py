"""All that is ever told to an account: the texts, in one place.

A notice is a kind and some words; the sentence is made when somebody reads it, in her language.
The texts name a case by its number and its item and never a person: they leave the house.

    KINDS["case_accepted"].title.zh        '已受理：{item}'

A word is a text, a `Label` (an item's title), a whole number or a date.
"""

from yanzhen.apps.notices.kinds import cards, cases, money, panels, quotas, recognition
from yanzhen.apps.notices.kinds.kind import BOTH, EMAIL, SMS, Kind

__all__ = ["BOTH", "EMAIL", "KINDS", "SMS", "Kind"]

KINDS: dict[str, Kind] = {
    **cases.KINDS, **money.KINDS, **quotas.KINDS, **recognition.KINDS, **panels.KINDS,
    **cards.KINDS,
}  # fmt: skip
