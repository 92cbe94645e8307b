"""Whether every rule, and every named thing that is a service, is carried by one service item.

Only of packs that have service items. A programme is carried when an item names it, or when its
rules are: what a rule grants is applied for once, under whatever names the document gives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.errors import Finding
from yanzhen.policy.service_item import CARRIED_BY_ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yanzhen.policy.errors import Place
    from yanzhen.policy.pack import Pack
    from yanzhen.policy.service_item import NoItem, ServiceItem

Carriers = dict[str, list[tuple[str, "Place"]]]


def check_carrying(pack: Pack) -> Iterator[Finding]:
    """What no item carries, and what two carry."""
    if not pack.services and not pack.no_items:
        return
    rules, programmes = carriers(pack)
    yield from _twice(rules, "规则")
    yield from _twice(programmes, "名目")
    for rule in pack.rules.values():
        if rule.id not in rules:
            message = f"没有事项办理规则 {rule.id}；不办的写进 services.yaml 的 none 并说明理由"
            yield Finding("uncarried-rule", message, rule.place)
    for programme in pack.programmes.values():
        wanted = programme.carried_by in CARRIED_BY_ITEMS
        if wanted and not programme.rules and programme.id not in programmes:
            message = (
                f"名目 {programme.id} 由 {programme.carried_by} 承接，却没有事项办理它；"
                "不办的写进 services.yaml 的 none 并说明理由"
            )
            yield Finding("uncarried-programme", message, programme.place)


def carriers(pack: Pack) -> tuple[Carriers, Carriers]:
    """For each rule, and each programme that is named, the items that carry it."""
    rules: Carriers = {}
    programmes: Carriers = {}
    entries: list[tuple[str, ServiceItem | NoItem]] = list(pack.services.items())
    entries += [("none", one) for one in pack.no_items]
    for name, entry in entries:
        for rule in entry.rules:
            rules.setdefault(rule, []).append((name, entry.place))
        for programme in entry.programmes:
            programmes.setdefault(programme, []).append((name, entry.place))
    return rules, programmes


def _twice(carried: Mapping[str, list[tuple[str, Place]]], what: str) -> Iterator[Finding]:
    for name, by in carried.items():
        for item, place in by[1:]:
            message = f"{what} {name} 已由事项 {by[0][0]} 办理，{item} 又写了一次"
            yield Finding("carried-twice", message, place)
