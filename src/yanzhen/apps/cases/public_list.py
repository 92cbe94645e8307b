"""What is published of a case: a few named fields, and none of them a number of hers.

entry_for(title=..., clause=..., name="王芳", employer="某某公司", place=..., result=...)

Only these fields exist; each is looked through, and a list with a number of an ID, an account or
a telephone in it is refused.
"""

from collections.abc import Mapping
from typing import Any

from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.privacy_scan import revealing
from yanzhen.policy.vocabulary import Label

FIELDS = {
    "name": Label("姓名或名称", "Name"),
    "employer": Label("工作单位", "Employer"),
    "place": Label("受理地", "Place"),
    "item": Label("事项", "Item"),
    "clause": Label("依据条款", "Clause"),
    "proposed": Label("拟定结果", "Proposed result"),
}


def entry_for(given: Mapping[str, str]) -> dict[str, str]:
    """The entry of a list; CaseRefused when a field is not allowed or gives something away."""
    strange = sorted(set(given) - set(FIELDS))
    if strange:
        raise ValueError(f"not for publication: {', '.join(strange)}")
    refusals = [
        Refusal(f"reveals_{one.kind}", one.say(), name)
        for name, text in given.items()
        for one in revealing(text, FIELDS[name].zh)
    ]
    if refusals:
        raise CaseRefused(refusals)
    return {name: given.get(name, "") for name in FIELDS}


def safe_entry(kept: Mapping[str, Any]) -> dict[str, str]:
    """A kept entry as it may be shown: the allow-list and the scanner once more."""
    return entry_for({name: str(kept.get(name, "")) for name in FIELDS})
