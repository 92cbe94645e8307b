"""Which entries on money and places belong to a rule: its fund, bearers, pools, clawbacks.

fund_of(pack, "art-19-rent").label.zh           ->  "人才发展专项资金"
shares_of(pack, "art-19-rent")[0].parameter     ->  "fiscal_shares"
is_external(pack, "art-13-startup-loan")        ->  True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yanzhen.policy.funding import Clawback, Fund, Pool, Share
    from yanzhen.policy.pack import Pack


def fund_of(pack: Pack, rule: str) -> Fund | None:
    """The fund that pays a rule: the one that names it, else the one that pays all.

    None where an employer pays out of its own pocket, a bank does, or the text names another one.
    """
    if is_external(pack, rule) or _pays_itself(pack, rule):
        return None
    paying = [one for one in pack.funding.funds if one.covers(rule)]
    named = (one for one in paying if one.pays != "all")
    return next(named, None) or next(iter(paying), None)


def shares_of(pack: Pack, rule: str) -> tuple[Share, ...]:
    """Who bears a rule: the entries that name it, else those that speak of all."""
    named = tuple(one for one in pack.funding.shares if one.rules != "all" and rule in one.rules)
    if named or is_external(pack, rule) or _pays_itself(pack, rule):
        return named
    return tuple(one for one in pack.funding.shares if one.rules == "all")


def pools_of(pack: Pack, rule: str) -> tuple[Pool, ...]:
    """The pools that a rule takes something from."""
    return tuple(one for one in pack.funding.pools if rule in one.rules)


def clawbacks_of(pack: Pack, rule: str) -> tuple[Clawback, ...]:
    """What makes an award under the rule be paid back."""
    return tuple(one for one in pack.funding.clawbacks if rule in one.rules)


def paid_as(pack: Pack, fact: str) -> tuple[str, ...]:
    """The rules whose payments are this fact."""
    return tuple(rule for one in pack.funding.counts_as if one.fact == fact for rule in one.rules)


def is_external(pack: Pack, rule: str) -> bool:
    """Whether a bank or guarantor does it: every loan, and what the file says so of."""
    known = pack.rules.get(rule)
    if known is not None and known.nature == "loan":
        return True
    return any(rule in one.rules for one in pack.funding.external)


def _pays_itself(pack: Pack, rule: str) -> bool:
    known = pack.rules.get(rule)
    return known is not None and known.payer == "own"
