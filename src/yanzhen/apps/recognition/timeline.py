"""Writing down what happened to a recognition, in the caller's transaction."""

from collections.abc import Mapping
from typing import Any

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, holders
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.organisations.service import above, departments_of
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.recognition.levels import kind_named, label_of
from yanzhen.apps.recognition.models import Proceeding, Recognition, Step
from yanzhen.apps.registry.service import access_subject

INWARD = frozenset({"opened", "proposed", "dismissed", "recheck_due"})
"""Steps of the office that the person does not see."""


def write_step(
    one: Recognition, kind: str, acting: Actor, reason: str = "",
    told: Mapping[str, Any] | None = None, proceeding: Proceeding | None = None,
) -> None:  # fmt: skip
    """One line more on the timeline, and the event in the city's chain.

    The chain gets tiers, days and codes, never what people wrote.
    """
    hidden = kind in INWARD or (proceeding is not None and not proceeding.is_told)
    with being(SYSTEM):
        Step.objects.create(
            recognition=one, proceeding=proceeding, city=one.city, tenant_id=one.tenant_id,
            subject_id=one.subject_id, is_told=not hidden,
            is_shared=one.is_shared and not hidden and proceeding is None, kind=kind,
            by_id=acting.account_id, by_name=acting.name, reason=reason, told=dict(told or {}),
        )  # fmt: skip
    record(
        f"recognition.{kind}", acting=acting, subject=f"recognition:{one.number}", chain=one.city,
        details={"kind": one.kind, "level": one.level, "state": one.state, **(told or {}),
                 **({"proceeding": proceeding.number} if proceeding else {})},
    )  # fmt: skip


def tell_person(one: Recognition, kind: str, link: str = "/my/recognition/", **words: Word) -> None:
    """The person is told, when she has an account."""
    with being(SYSTEM):
        account = access_subject(SYSTEM, one.subject_id).account_id
    if account is not None:
        notify(account, kind, {**_words(one), **words}, link)


def tell_offices(one: Recognition, kind: str, link: str = "", **words: Word) -> None:
    """The talent office of the place is told, with those above it."""
    address = link or f"/desk/recognition/{one.number}/"
    tell_office_of(one.tenant_id, kind, {**_words(one), **words}, address)


def tell_office_of(tenant_id: int, kind: str, words: Mapping[str, Word], link: str) -> None:
    places = [one.id for one in above(tenant_id)]
    seats = {*places, *(one.id for place in places for one in departments_of(place))}
    told = holders(seats, Role.TALENT_OFFICE)
    for account in dict.fromkeys(one.account_id for one in told):
        notify(account, kind, dict(words), link)


def _words(one: Recognition) -> dict[str, Word]:
    pack = kept_pack(one.city, one.pack_hash)
    kind = kind_named(pack, one.kind)
    level = label_of(pack, kind, one.level)
    return {"number": one.number, "item": kind.label if kind else level, "level": level}
