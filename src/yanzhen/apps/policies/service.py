"""The clause library's public face.

for city in published_cities():
    pack = published_pack(city.city)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock

from yanzhen.apps.policies import actions
from yanzhen.apps.policies.access import access_draft, access_published, access_version
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.errors import NotPublished, UnreadablePack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.policies.queries import drafts_of, published_versions
from yanzhen.policy import (
    Finding,
    Pack,
    Source,
    cities_on_disk,
    packs_on_disk,
    read_pack,
    sources_on_disk,
)

__all__ = [
    "Draft",
    "NotPublished",
    "Publication",
    "PublishedCity",
    "UnreadablePack",
    "draft_pack",
    "drafts",
    "keep_draft",
    "kept_pack",
    "publish_packs_from_disk",
    "published_cities",
    "published_pack",
]

_compiling = Lock()


@dataclass(frozen=True)
class PublishedCity:
    """A city whose pack is in force."""

    city: str
    title_zh: str
    title_en: str
    content_hash: str
    published_at: datetime


@dataclass(frozen=True)
class Publication:
    """What became of one city's pack: in force now, in force already, or refused with findings."""

    city: str
    content_hash: str | None
    changed: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A version of a city's pack that is only tried out."""

    city: str
    content_hash: str
    kept_at: datetime
    kept_by: str


def publish_packs_from_disk(
    acting_user: str = "system", told: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Publication, ...]:
    """Publish every city's pack that lies on the disk; `told` hears how many are done of all.

    A pack with findings is refused, and the version that was in force stays in force.
    """
    root = packs_on_disk()
    cities, found = cities_on_disk(root), []
    for done, city in enumerate(cities):
        told(done, len(cities))
        found.append(_publish(acting_user, city, sources_on_disk(root, city)))
    return tuple(found)


def published_cities() -> tuple[PublishedCity, ...]:
    """The cities whose packs are in force, by id."""
    return tuple(
        PublishedCity(
            city=version.city,
            title_zh=version.title_zh,
            title_en=version.title_en,
            content_hash=version.content_hash,
            published_at=version.published_at,
        )
        for version in published_versions()
        if version.published_at is not None
    )


def published_pack(city: str) -> Pack:
    """The pack in force in a city; `NotPublished` when there is none.

    Read from its text once for each content and process, and kept: the texts never change.
    """
    version = access_published(city)
    with _compiling:
        return _compiled(version.city, version.content_hash)


def kept_pack(city: str, content_hash: str) -> Pack:
    """One version of a city's pack, in force or not any more; `NotPublished` when it never was."""
    with _compiling:
        return _compiled(city, content_hash)


def keep_draft(acting_user: str, city: str, changed: Mapping[str, str]) -> Draft:
    """The pack in force with some of its files replaced, to be tried out beside it.

    UnreadablePack with every finding where that is no pack; a name that the pack does not have is
    a file more.
    """
    files = access_version(city, access_published(city).content_hash).files | dict(changed)
    sources = tuple(Source(name, text) for name, text in files.items())
    made = actions.keep_draft(acting_user=acting_user, city=city, sources=sources)
    return Draft(made.city, made.content_hash, made.created_at, made.published_by)


def drafts(city: str) -> tuple[Draft, ...]:
    """The drafts of a city, the latest first."""
    return tuple(
        Draft(one.city, one.content_hash, one.created_at, one.published_by)
        for one in drafts_of(city)
    )


def draft_pack(city: str, content_hash: str) -> Pack:
    """A version of a city's pack, a draft or not; `NotPublished` when it was never kept."""
    with _compiling:
        return _tried_out(city, content_hash)


def _publish(acting_user: str, city: str, sources: tuple[Source, ...]) -> Publication:
    try:
        version, changed = publish_pack(acting_user=acting_user, sources=sources)
    except UnreadablePack as refusal:
        return Publication(city, None, changed=False, findings=refusal.findings)
    return Publication(city, version.content_hash, changed)


@lru_cache(maxsize=32)
def _compiled(city: str, content_hash: str) -> Pack:
    return _read(access_version(city, content_hash))


@lru_cache(maxsize=8)
def _tried_out(city: str, content_hash: str) -> Pack:
    return _read(access_draft(city, content_hash))


def _read(version: PackVersion) -> Pack:
    reading = read_pack(tuple(Source(name, text) for name, text in version.files.items()))
    if reading.pack is None:
        raise UnreadablePack(reading.findings)
    return reading.pack
