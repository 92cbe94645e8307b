"""The years to come: what is paid, promised, and due without a budget."""

from collections.abc import Mapping
from typing import Any

from yanzhen.apps.awards.service import Outlook
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit.bars import Row, picture
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

SUMS = 92
"""Room that a sum takes behind its bar."""


def outlook_said(found: Outlook, language: Language) -> Mapping[str, Any]:
    """The years to come as a table and a picture, and what has no dates."""
    drawn = [
        Row(
            say("money_year", language, year=one.year),
            (("paid", one.paid_fen), ("committed", one.committed_fen), ("risk", one.at_risk_fen)),
            money(one.due_fen, language),
        )
        for one in found.years
    ]
    years = [
        {
            "year": say("money_year", language, year=one.year),
            "paid": money(one.paid_fen, language), "committed": money(one.committed_fen, language),
            "risk": money(one.at_risk_fen, language), "is_risk": one.at_risk_fen > 0,
            "held": money(one.held_fen, language), "due": money(one.due_fen, language),
        }
        for one in found.years
    ]  # fmt: skip
    unplanned = say("outlook_unplanned", language, count=found.unplanned,
                    sum=money(found.unplanned_fen, language))  # fmt: skip
    return {
        "years": years, "picture": picture(drawn, language, SUMS, in_order=True),
        "waiting": found.waiting,
        "unplanned": unplanned if found.unplanned else "",
    }  # fmt: skip
