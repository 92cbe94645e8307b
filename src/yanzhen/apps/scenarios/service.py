"""The scenarios' public face.

scenario = draft(owner, "xiangtan", "art-19-rent", "租房补贴提到 6000")
change(owner, scenario.id, {"xiangtan.rule.art-19-rent.amount.A": "6000"})
run(owner, scenario.id)
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yanzhen.apps.policies.service import kept_pack, published_pack
from yanzhen.apps.scenarios import actions
from yanzhen.apps.scenarios.access import access_scenario
from yanzhen.apps.scenarios.errors import NoSuchScenario, Refusal, ScenarioRefused
from yanzhen.apps.scenarios.levers import entered, levers_of, movable_rules, taken
from yanzhen.apps.scenarios.models import Scenario
from yanzhen.apps.scenarios.queries import ahead_of, scenarios_of
from yanzhen.policy import Pack
from yanzhen.policy.changing import Handle
from yanzhen.policy.vocabulary import Label

__all__ = [
    "Kept", "NoSuchScenario", "Refusal", "ScenarioRefused", "cancel", "change", "copy", "delete",
    "draft", "entered", "kept", "kept_by", "levers", "movable", "pack_of", "rename", "run",
]  # fmt: skip

UNDER_WAY = ("waiting", "running")


@dataclass(frozen=True)
class Kept:
    """A scenario as it is kept; `ahead` counts those that come before one that waits."""

    id: str
    name: str
    city: str
    content_hash: str
    rule: str
    changes: Mapping[str, str]
    state: str
    rows_done: int
    rows_total: int
    ahead: int
    result: Mapping[str, Any] | None
    failure: Label | None
    mine: bool
    created_at: datetime
    updated_at: datetime

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def kept(public_id: str, owner: str) -> Kept:
    """The scenario of an id; NoSuchScenario when there is none."""
    return _kept(access_scenario(public_id), _hashed(owner))


def kept_by(owner: str) -> tuple[Kept, ...]:
    """All scenarios of one browser, the latest first."""
    hashed = _hashed(owner)
    return tuple(_kept(one, hashed) for one in scenarios_of(hashed)) if owner else ()


def pack_of(scenario: Kept) -> Pack:
    """The version of the pack that the scenario changes; NotPublished when it is gone."""
    return kept_pack(scenario.city, scenario.content_hash)


def levers(pack: Pack, rule: str) -> tuple[Handle, ...]:
    """What of a rule can be moved."""
    return levers_of(pack, pack.rules[rule])


def movable(city: str) -> frozenset[str]:
    """The rules of a city of which anything can be moved."""
    return movable_rules(published_pack(city))


def draft(owner: str, city: str, rule: str, name: str, acting_user: str | None = None) -> Kept:
    """A new scenario about one rule of the pack in force."""
    hashed = _hashed(owner)
    scenario = actions.draft_scenario(
        acting_user=acting_user, owner=hashed, name=name, city=city,
        content_hash=published_pack(city).content_hash, rule=rule,
    )  # fmt: skip
    return _kept(scenario, hashed)


def change(
    owner: str, public_id: str, posted: Mapping[str, str], acting_user: str | None = None
) -> Kept:
    """Take in what was entered; ScenarioRefused with every field that is wrong."""
    hashed = _hashed(owner)
    scenario = access_scenario(public_id)
    pack = kept_pack(scenario.city, scenario.content_hash)
    changes = taken(pack, pack.rules[scenario.rule], posted)
    scenario = actions.change_scenario(
        acting_user=acting_user, owner=hashed, public_id=public_id, changes=changes
    )
    return _kept(scenario, hashed)


def run(owner: str, public_id: str, acting_user: str | None = None) -> Kept:
    """Put it in the queue."""
    hashed = _hashed(owner)
    scenario = actions.enqueue_scenario(acting_user=acting_user, owner=hashed, public_id=public_id)
    return _kept(scenario, hashed)


def rename(owner: str, public_id: str, name: str, acting_user: str | None = None) -> None:
    actions.rename_scenario(
        acting_user=acting_user, owner=_hashed(owner), public_id=public_id, name=name
    )


def copy(owner: str, public_id: str, name: str, acting_user: str | None = None) -> Kept:
    hashed = _hashed(owner)
    scenario = actions.copy_scenario(
        acting_user=acting_user, owner=hashed, public_id=public_id, name=name
    )
    return _kept(scenario, hashed)


def cancel(owner: str, public_id: str, acting_user: str | None = None) -> None:
    actions.cancel_scenario(acting_user=acting_user, owner=_hashed(owner), public_id=public_id)


def delete(owner: str, public_id: str, acting_user: str | None = None) -> None:
    actions.delete_scenario(acting_user=acting_user, owner=_hashed(owner), public_id=public_id)


def _hashed(owner: str) -> str:
    """What the table keeps of a browser's key: whoever reads the table cannot act for it."""
    return hashlib.sha256(owner.encode()).hexdigest() if owner else ""


def _kept(scenario: Scenario, owner: str) -> Kept:
    failure = scenario.failure
    return Kept(
        id=scenario.public_id, name=scenario.name, city=scenario.city,
        content_hash=scenario.content_hash, rule=scenario.rule, changes=scenario.changes,
        state=scenario.state, rows_done=scenario.rows_done, rows_total=scenario.rows_total,
        ahead=ahead_of(scenario) if scenario.state == Scenario.State.WAITING else 0,
        result=scenario.result, failure=Label(failure["zh"], failure["en"]) if failure else None,
        mine=bool(owner) and scenario.owner == owner,
        created_at=scenario.created_at, updated_at=scenario.updated_at,
    )  # fmt: skip
