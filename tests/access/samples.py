"""A sample object for each address that speaks of one: what stands in the address, who may see it.

A new address whose path has a part to fill in needs a line in SAMPLES:

    "portal:case": lambda world: Sample({"number": case_of(world.owner).number}, only("owner")),

`sees` says for whom the object is there; everybody else must get what an object that does not
exist gives. The class of the address (ACCESS) is asked before that, so `sees` need not repeat it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.access.world import Visitor, World

from yanzhen.apps.accounts.service import SYSTEM, Role, give_assignment

Sees = Callable[[Visitor], bool]


def everybody(_visitor: Visitor) -> bool:
    return True


def only(*names: str) -> Sees:
    """These visitors and no one else."""
    return lambda visitor: visitor.name in names


def reaching(*places: str) -> Sees:
    """Whoever works in one of these places, such as "own" and "parent"."""
    return lambda visitor: visitor.place in places


@dataclass(frozen=True)
class Sample:
    """One object. `method` and `data`: how the address is used, when not by looking at it."""

    parts: Mapping[str, Any]
    sees: Sees = everybody
    method: Literal["get", "post"] = "get"
    data: Mapping[str, Any] = field(default_factory=dict)


def fixed(**parts: Any) -> Callable[[World], Sample]:
    """An address that stands for the same for everybody."""
    return lambda _world: Sample(parts)


def a_post(world: World) -> Sample:
    """A post in the county `own`; its administrator and the city's may end it."""
    account = world.visitor("stranger").account
    assert account is not None
    given = give_assignment(
        acting=SYSTEM, account_id=account.pk, role=Role.AUDITOR, organisation_id=world.own
    )
    return Sample({"assignment": given.pk}, reaching("own", "parent"), method="post")


def a_key(world: World) -> Sample:
    """A security key that nobody of this world has."""
    return Sample({"pk": 1}, only())


def a_factor(_world: World) -> Sample:
    """An authenticator app: staff of this world have one."""
    return Sample({}, lambda visitor: bool(visitor.place))


def no_codes(_world: World) -> Sample:
    """Recovery codes, which nobody of this world has."""
    return Sample({}, only())


SAMPLES: dict[str, Callable[[World], Sample]] = {
    "portal:calculator": fixed(city="xiangtan"),
    "portal:policies": fixed(city="xiangtan"),
    "portal:rule": fixed(city="xiangtan", rule="art-19-rent"),
    "portal:document": fixed(city="xiangtan", document="plan"),
    "portal:tiers": fixed(city="xiangtan"),
    "portal:scenario": fixed(scenario="no-such-scenario"),
    "portal:scenario_progress": fixed(scenario="no-such-scenario"),
    "portal:scenario_json": fixed(scenario="no-such-scenario"),
    "portal:scenario_xlsx": fixed(scenario="no-such-scenario"),
    "portal:end_post": a_post,
    "mfa_deactivate_totp": a_factor,
    "mfa_view_recovery_codes": no_codes,
    "mfa_download_recovery_codes": no_codes,
    "mfa_remove_webauthn": a_key,
    "mfa_edit_webauthn": a_key,
    # The interface is shut by keys and scopes, and sees rows as pages do: tests/api.
    "api:documents": fixed(city="xiangtan"),
    "api:document": fixed(city="xiangtan", document="plan"),
    "api:rules": fixed(city="xiangtan"),
    "api:rule": fixed(city="xiangtan", rule="art-19-rent"),
    "api:services": fixed(city="xiangtan"),
    "api:service": fixed(city="xiangtan", item="rent-subsidy"),
    "api:assess": fixed(city="xiangtan"),
    "api:draft": fixed(draft_id="none"),
    "api:draft_files": fixed(draft_id="none"),
    "api:submission": fixed(draft_id="none"),
    "api:file": fixed(file_id="none"),
    "api:case": fixed(number="none"),
    "api:receipt": fixed(number="none"),
    "api:case_files": fixed(number="none"),
    "api:actions": fixed(number="none"),
    "api:subject": fixed(subject_id="1"),
    "api:reveal": fixed(subject_id="1"),
    "api:subject_facts": fixed(subject_id="1"),
    "api:webhook": fixed(webhook_id="none"),
    "api:deliveries": fixed(webhook_id="none"),
    "api:deliver_again": fixed(webhook_id="none", delivery_id="none"),
    "api:nothing": fixed(rest="nowhere"),
    "openid_connect_login": fixed(provider_id="no-such-provider"),
    "openid_connect_callback": fixed(provider_id="no-such-provider"),
}
