"""The policy core: from a city's pack and a subject's facts to what she is entitled to.

Pure computation on plain data: no web framework, no clock, no network.

>>> from datetime import date
>>> from yanzhen.policy import assess, load_pack
>>> pack = load_pack("xiangtan")
>>> facts = {"platform_kind": "academician_workstation"}
>>> result = assess(pack, {"subject": "institution", "facts": facts}, as_of=date(2026, 1, 1))
>>> result.outcome("art-12-academician-station").status
'unknown'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy.answer import as_json, canonical, fingerprint
from yanzhen.policy.changing import Change, changeable, changed_pack, parse_change, touched
from yanzhen.policy.compare import compare
from yanzhen.policy.comparison import Comparison
from yanzhen.policy.engines import engine_for
from yanzhen.policy.errors import (
    ChangeRefused,
    Finding,
    PackRefused,
    Place,
    PolicyError,
    Problem,
    SubjectRefused,
    UnknownCity,
    UnknownItem,
    UnknownRule,
)
from yanzhen.policy.evaluate import Engine
from yanzhen.policy.explain import Explainer
from yanzhen.policy.funding import Clawback, CountsAs, External, Fund, Funding, Pool, Share
from yanzhen.policy.funding_elements import funding_elements
from yanzhen.policy.group import assess_group
from yanzhen.policy.holidays import Holidays
from yanzhen.policy.item import (
    decisions_of_item,
    facts_of_item,
    item_title,
    materials_of_item,
)
from yanzhen.policy.item_elements import item_elements
from yanzhen.policy.lifecycle import Lifecycle
from yanzhen.policy.outcome import Assessment, Outcome
from yanzhen.policy.pack import Pack, ReadResult
from yanzhen.policy.paying import clawbacks_of, fund_of, is_external, paid_as, pools_of, shares_of
from yanzhen.policy.read import (
    Source,
    cities_on_disk,
    load_holidays,
    load_lifecycles,
    load_organisations,
    load_pack,
    load_vocabulary,
    packs_on_disk,
    read_data,
    read_organisations,
    read_pack,
    sources_on_disk,
)
from yanzhen.policy.service_item import ServiceItem
from yanzhen.policy.subject import Subject, admit

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Assessment", "Change", "ChangeRefused", "Clawback", "Comparison", "CountsAs", "Engine",
    "Explainer", "External", "Finding", "Fund", "Funding", "Holidays", "Lifecycle", "Outcome",
    "Pack", "PackRefused", "Place", "PolicyError", "Pool", "Problem", "ReadResult",
    "ServiceItem", "Share", "Source", "Subject", "SubjectRefused", "UnknownCity", "UnknownItem",
    "UnknownRule", "admit", "as_json", "assess", "assess_group", "canonical", "changeable",
    "changed_pack", "cities_on_disk", "clawbacks_of", "compare", "decisions_of_item",
    "engine_for", "facts_of_item", "fingerprint", "fund_of", "funding_elements", "is_external",
    "item_elements", "item_title", "load_holidays", "load_lifecycles", "load_organisations",
    "load_pack", "load_vocabulary", "materials_of_item", "packs_on_disk", "paid_as",
    "parse_change", "pools_of", "read_data", "read_organisations", "read_pack", "shares_of",
    "sources_on_disk", "touched",
]  # fmt: skip


def assess(pack: Pack, raw: Any, as_of: date) -> Assessment:
    """One subject, given as `{subject, facts}`, through all rules that concern it.

    Raises SubjectRefused with every problem of the input.
    """
    return engine_for(pack).assess(admit(raw, pack.vocabulary), as_of)
