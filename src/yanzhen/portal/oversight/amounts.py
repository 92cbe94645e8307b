"""Amounts of the books in words.

>>> amount_said(5_000_000, "fen", "zh")
'5万元'
>>> amount_said(3, "flat", "en")
'3 flats'
"""

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.readable import money
from yanzhen.portal.words import say


def amount_said(amount: int, unit: str, language: Language) -> str:
    """Money as an office writes it; things with what they are counted in."""
    if unit == "fen":
        return money(amount, language)
    return say(f"unit_{unit}", language, count=amount)
