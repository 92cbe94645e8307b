"""What the lists of the desk can be narrowed to, for whoever acts: places, units, items, states.

places("zh")    ->  [("3", "湘潭市"), ("4", "雨湖区")]
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.organisations.service import Seat, subtree
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.policy import Pack, item_title
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.listing.columns import Choices, Filter, Listing

Row = TypeVar("Row")


@dataclass(frozen=True)
class Reach:
    """The organisations that somebody of an office has to do with, and the cities' packs."""

    seats: tuple[Seat, ...]

    @property
    def places(self) -> tuple[Seat, ...]:
        return tuple(one for one in self.seats if not one.is_department)

    @property
    def units(self) -> tuple[Seat, ...]:
        return tuple(one for one in self.seats if one.is_department)

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """Of the cities that have one in force."""
        return tuple(_packs(dict.fromkeys(one.city for one in self.seats)))


def _packs(cities: Iterable[str]) -> Iterator[Pack]:
    for city in cities:
        try:
            yield published_pack(city)
        except NotPublished:
            continue


def reach_of(actor: Actor) -> Reach:
    """Her places with all below them; the tree is kept for a while, so this costs no query."""
    tops = dict.fromkeys(one.tenant_id for one in actor.posts if one.tenant_id is not None)
    seats = {seat.id: seat for top in tops for seat in subtree(top)}
    found = sorted(seats.values(), key=lambda one: one.code)
    return Reach(tuple(one for one in found if one.is_active))


def _nothing(_language: Language) -> Choices:
    return ()


PLACE = Filter("place", "case_place", _nothing)
UNIT = Filter("unit", "desk_unit", _nothing)
ITEM = Filter("item", "case_item", _nothing)
STATE = Filter("state", "case_state", _nothing)
"""Filters whose choices depend on who acts: `Narrowing.filled` puts them in."""


@dataclass(frozen=True)
class Narrowing:
    """The choices of a list's filters, from one look at the organisations."""

    reach: Reach

    def filled(self, listing: Listing[Row]) -> Listing[Row]:
        """The list with its choices."""
        ways: dict[str, Callable[[Language], Choices]] = {
            "place": self.places, "unit": self.units, "item": self.items, "state": self.states,
        }  # fmt: skip
        filters = (replace(o, choices=ways.get(o.id, o.choices)) for o in listing.filters)
        return replace(listing, filters=tuple(filters))

    def places(self, language: Language) -> Choices:
        return [(str(one.id), one.label.say(language)) for one in self.reach.places]

    def units(self, language: Language) -> Choices:
        names = {one.id: one.label for one in self.reach.places}
        return [(str(one.id), _unit(one, names.get(one.tenant_id), language))
                for one in self.reach.units]  # fmt: skip

    def items(self, language: Language) -> Choices:
        found = {
            item.id: item_title(pack, item).say(language)
            for pack in self.reach.packs
            for item in pack.services.values()
        }
        found["objection"] = next(
            (pack.lifecycles["objection"].label.say(language) for pack in self.reach.packs), ""
        )
        return [(key, title) for key, title in found.items() if title]

    def states(self, language: Language) -> Choices:
        """Each state once; where lifecycles call it differently, by all its names."""
        found: dict[str, list[str]] = {}
        for pack in self.reach.packs:
            for life in pack.lifecycles.values():
                for state in life.states.values():
                    label = state.label.say(language)
                    names = found.setdefault(state.id, [])
                    names += [label] if label not in names else []
        return [(key, " / ".join(names)) for key, names in found.items()]


def _unit(unit: Seat, place: Label | None, language: Language) -> str:
    name, said = unit.label.say(language), place.say(language) if place else ""
    return name if not said or name.startswith(said) else f"{name}（{said}）"


def narrowing() -> Narrowing:
    """For whoever acts."""
    return Narrowing(reach_of(current()))
