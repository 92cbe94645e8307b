"""Subjects that may be one: the same name and birth date, or (organisations) the same name.

Two with the same document cannot be: see `models.Identifier`. Those that somebody looked at and
told apart are not brought up again.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.registry.models import Distinct, Subject

MOST = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """Two that may be one; the one that is in the registry longer comes first."""

    one_id: int
    other_id: int
    name: str


def alike(actor: Actor, subject_id: int | None = None) -> list[Alike]:
    """Pairs that are there for the actor; of one subject, or of all."""
    rows = Subject.objects.visible_to(actor).standing()
    same = rows.filter(
        Q(birth=OuterRef("birth"), birth__isnull=False) | ~Q(kind="person"),
        name_key=OuterRef("name_key"), kind=OuterRef("kind"), pk__lt=OuterRef("pk"),
    )  # fmt: skip
    later = rows.filter(Exists(same)).order_by("-pk")[:MOST]
    keys = {(one.kind, one.name_key) for one in later}
    if subject_id is not None:
        keys = {*rows.filter(pk=subject_id).values_list("kind", "name_key")}
    groups: dict[tuple[str, str], list[Subject]] = {}
    candidates = rows.filter(name_key__in=[name for _, name in keys]).order_by("pk")
    for one in candidates:
        groups.setdefault((one.kind, one.name_key), []).append(one)
    pairs = [pair for key in keys for pair in _pairs(groups.get(key, []))]
    apart = _told_apart({one.pk for group in groups.values() for one in group})
    return [
        Alike(one.pk, other.pk, one.name)
        for one, other in pairs
        if (one.pk, other.pk) not in apart and subject_id in (None, one.pk, other.pk)
    ][:MOST]


def _pairs(group: list[Subject]) -> list[tuple[Subject, Subject]]:
    return [
        (one, other)
        for place, one in enumerate(group)
        for other in group[place + 1 :]
        if one.kind != "person" or (one.birth is not None and one.birth == other.birth)
    ]


def _told_apart(keys: set[int]) -> set[tuple[int, int]]:
    rows = Distinct.objects.filter(one__in=keys, other__in=keys)
    return {*rows.values_list("one", "other")}
