"""Every change to the tree: it follows the files, and keeps what they no longer list."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from yanzhen.apps.organisations.keeping import forget_tree
from yanzhen.apps.organisations.models import Organisation
from yanzhen.policy import Finding, cities_on_disk, packs_on_disk, read_organisations
from yanzhen.policy.organisations import Node


@dataclass(frozen=True)
class Loaded:
    """What a load changed in one city; with findings nothing was."""

    city: str
    added: int = 0
    changed: int = 0
    retired: int = 0
    findings: tuple[Finding, ...] = ()


def load_organisations() -> tuple[Loaded, ...]:
    """Bring the tree of every city up to date with its file; a city without one is left alone."""
    done = []
    for city in cities_on_disk(packs_on_disk()):
        read = read_organisations(city)
        if read.findings:
            done.append(Loaded(city, findings=read.findings))
        elif read.nodes:
            done.append(load_city(city, read.nodes))
    return tuple(done)


def load_city(city: str, nodes: tuple[Node, ...]) -> Loaded:
    """Bring one city's tree up to date; loading the same again changes nothing."""
    added = changed = 0
    with transaction.atomic():
        with connection.cursor() as cursor:  # two servers that start together take turns
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"organisations:{city}"])
        kept = {row.code: row for row in Organisation.objects.filter(city=city)}
        for siblings in _generations(nodes):
            fresh = []
            for node in siblings:
                known = kept.get(node.code)
                row = kept[node.code] = known or Organisation(code=node.code, city=city)
                if not _takes(row, node, kept.get(node.parent or "")):
                    continue
                if known is None:
                    fresh.append(row)
                else:
                    known.save()
                    changed += 1
            added += len(Organisation.objects.bulk_create(fresh))
        gone = set(kept) - {node.code for node in nodes}
        retired = Organisation.objects.filter(code__in=gone, is_active=True).update(is_active=False)
    forget_tree()
    return Loaded(city, added, changed, retired)


def _generations(nodes: tuple[Node, ...]) -> Iterator[list[Node]]:
    """The city, its places, their departments: parents are written before their children."""
    by_depth = defaultdict[int, list[Node]](list)
    for node in nodes:
        by_depth[node.code.count("/")].append(node)
    for depth in sorted(by_depth):
        yield by_depth[depth]


def _takes(row: Organisation, node: Node, parent: Organisation | None) -> bool:
    """Give the row what the node says; whether that is new."""
    above = parent.pk if parent else None
    said = {
        "parent_id": above, "tenant_id": above if node.kind == "department" else None,
        "kind": node.kind, "unit": node.unit, "division_code": node.division_code,
        "name_zh": node.label.zh, "name_en": node.label.en, "is_active": True,
    }  # fmt: skip
    if row.pk is not None and all(getattr(row, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(row, name, value)
    return True
