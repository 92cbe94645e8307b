"""What belongs to a subject, in every part of the service: what a merge moves, and moves back.

    moved = move(loser, winner)          {"facts": [3, 8], "awards.Award.payee": [12], ...}
    move_back(moved, loser)

Whatever has a foreign key to a subject belongs to it; a part declares nothing. Two exceptions a
model may name in `on_merge`: what stays where it was written, and what is left there when the
other subject has its like. Anything else that can be there only once refuses the merge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel

from yanzhen.apps.registry.errors import refuse
from yanzhen.apps.registry.models import (
    Consent,
    DataRequest,
    Fact,
    Identifier,
    Listed,
    Relation,
    Residence,
    Subject,
)

STAYS, LEFT_IF_TAKEN = "stays", "left if taken"
"""What a model's `on_merge` may say."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A column in which something belongs to a subject; `keys`: what must not be there twice."""

    name: str
    table: type[Any]
    column: str
    keys: tuple[str, ...] = ()


REGISTRY = (
    Belonging("facts", Fact, "subject"),
    Belonging("identifiers", Identifier, "subject", ("index",)),
    Belonging("relations", Relation, "subject", ("other", "kind", "valid_until")),
    Belonging("related", Relation, "other", ("subject", "kind", "valid_until")),
    Belonging("residences", Residence, "subject", ("organisation",)),
    Belonging("consents", Consent, "subject", ("purpose", "withdrawn_at")),
    Belonging("requests", DataRequest, "subject", ("kind", "state")),
    Belonging("listed", Listed, "subject", ("view",)),
)


def belongings() -> Iterator[Belonging]:
    """The registry's own, then those of the parts that are built upon it."""
    yield from REGISTRY
    for found in Subject._meta.get_fields(include_hidden=True):
        if not isinstance(found, ManyToOneRel):
            continue
        table, column = found.related_model, found.field.name
        if (
            table._meta.app_label != Subject._meta.app_label
            and not issubclass(table, pghistory.models.Event)
            and getattr(table, "on_merge", "") != STAYS
        ):
            yield Belonging(f"{table._meta.label}.{column}", table, column)


def move(loser: Subject, winner: Subject) -> dict[str, list[int]]:
    """What was moved, by name; RegistryRefused where one of two cannot be the winner's."""
    moved = {one.name: _moved(one, loser, winner) for one in belongings()}
    return {name: keys for name, keys in moved.items() if keys}


def move_back(moved: Mapping[str, list[int]], loser: Subject) -> None:
    """What a merge has moved is the loser's again."""
    for one in belongings():
        if keys := moved.get(one.name):
            one.table._base_manager.filter(pk__in=keys).update(**{one.column: loser})


def _moved(one: Belonging, loser: Subject, winner: Subject) -> list[int]:
    rows = one.table._base_manager.filter(**{one.column: loser}).order_by("pk")
    if one in REGISTRY:
        keys = list(_not_there_yet(one, rows, winner))
    else:
        keys = list(rows.values_list("pk", flat=True))
    if not keys or _took(one, keys, winner):
        return keys
    if getattr(one.table, "on_merge", "") == LEFT_IF_TAKEN:
        return [key for key in keys if _took(one, [key], winner)]
    part = apps.get_app_config(one.table._meta.app_label).verbose_name
    raise refuse(
        "twice",
        f"两个主体在“{part}”中各有一项同时只能有一项的记录，请先终结其中一项，再合并。",
        f"Each of the two has a record of which one can have only one ({part}): end one first.",
    )


def _took(one: Belonging, keys: list[int], winner: Subject) -> bool:
    """Whether all of them could be moved; none is where one could not."""
    try:
        with transaction.atomic():
            one.table._base_manager.filter(pk__in=keys).update(**{one.column: winner})
    except IntegrityError:
        return False
    return True


def _not_there_yet(one: Belonging, rows: Any, winner: Subject) -> Iterator[int]:
    """What does not stand there already, and is no tie between the two themselves."""
    standing = one.table._base_manager.filter(**{one.column: winner}) if one.keys else ()
    taken = {_key(row, one.keys) for row in standing}
    for row in rows:
        other = getattr(row, "other_id" if one.column == "subject" else "subject_id", None)
        to_itself = one.table is Relation and other == winner.pk
        if not to_itself and (not one.keys or _key(row, one.keys) not in taken):
            yield row.pk


def _key(row: Any, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, f"{key}_id", None) or getattr(row, key) for key in keys)
