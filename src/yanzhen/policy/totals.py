"""What a subject can have in all, natures apart.

Only what the public purse pays and what is eligible counts. A settled sum is sure; what is only
a greatest sum (a ceiling, a range, an unsettled number of payments) is up-to money; a loan limit
is neither. Of rules that exclude each other, the one worth most counts.

    totals(pack, outcomes)  ->  Totals(sure=..., up_to=..., loan=...)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.outcome import Totals
from yanzhen.policy.rivalry import worth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yanzhen.policy.outcome import Outcome
    from yanzhen.policy.pack import Pack


def totals(pack: Pack, outcomes: Iterable[Outcome]) -> Totals:
    """The three totals, in fen."""
    return summed(counted(pack, outcomes))


def counted(pack: Pack, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes that totals are made of: eligible, publicly paid, the best of its rivals."""
    found = {
        one.rule.id: one
        for one in outcomes
        if one.status == "eligible" and one.rule.payer == "public"
    }
    for group in pack.exclusive:
        if group.stands(pack.readings) is False:
            continue
        rivals = [found[rule] for rule in group.rules if rule in found]
        best = max(rivals, key=lambda one: worth(one.sums), default=None)
        for rival in rivals:
            if rival is not best:
                del found[rival.rule.id]
    return tuple(found.values())


def summed(outcomes: Iterable[Outcome]) -> Totals:
    """The sums of outcomes that count, natures apart."""
    sure = up_to = loan = 0
    for one in outcomes:
        if one.rule.nature == "loan":
            loan += one.sums.high or 0
        elif one.sums.total is not None:
            sure += one.sums.total
        else:
            up_to += one.sums.high or 0
    return Totals(sure, up_to, loan)
