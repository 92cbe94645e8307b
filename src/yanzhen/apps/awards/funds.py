"""What a city's documents say about paying: the fund, offsets, what is no cash, who bears it.

It stands in `pack.funding`; a pack without it names no fund, and says nothing of these.
"""

from datetime import date
from typing import Any

from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label

ALL = "all"


def funding_of(pack: Pack) -> Any:
    """The pack's entries on funding; None where it has none."""
    return getattr(pack, "funding", None)


def fund_of_rule(pack: Pack, rule: str) -> Any:
    """The named fund that pays a rule; None where the documents name none."""
    funds = getattr(funding_of(pack), "funds", ())
    return next((one for one in _each(funds) if _pays(one.pays, rule)), None)


def counts_as(pack: Pack, fact: str) -> tuple[str, ...]:
    """The rules whose payments are this fact."""
    entries = getattr(funding_of(pack), "counts_as", ())
    return tuple(rule for one in _each(entries) if one.fact == fact for rule in one.rules)


def is_external(pack: Pack, rule: str) -> bool:
    """Whether a bank or guarantor does it, so that it is never our cash."""
    entries = getattr(funding_of(pack), "external", ())
    return any(_pays(one.rules, rule) for one in _each(entries))


def bearers(pack: Pack, rule: str, on: date) -> tuple[tuple[Label | None, tuple[str, ...]], ...]:
    """Whom the documents name as bearing it: a label, or parties without one."""
    entries = getattr(funding_of(pack), "shares", ())
    return tuple(
        (one.bearer, tuple(one.parties)) for one in _each(entries) if _pays(one.rules, rule)
    )


def _pays(rules: Any, rule: str) -> bool:
    return rules == ALL or rule in rules


def _each(entries: Any) -> tuple[Any, ...]:
    return tuple(entries.values()) if hasattr(entries, "values") else tuple(entries)
