"""The portal's tests look at the Xiangtan pack of the disk, not at a published one."""

from datetime import UTC, datetime

import pytest
from tests.portal.sit import Sit

from yanzhen.apps.policies.service import NotPublished, PublishedCity
from yanzhen.policy import Pack, load_pack
from yanzhen.portal import views


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("xiangtan")


@pytest.fixture(autouse=True)
def published(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Xiangtan is published, nothing else."""

    def published_pack(city: str) -> Pack:
        if city != pack.city:
            raise NotPublished(city)
        return pack

    now = datetime(2026, 1, 1, tzinfo=UTC)
    city = PublishedCity("xiangtan", "湘潭市", "Xiangtan", pack.content_hash, now)
    monkeypatch.setattr(views, "published_pack", published_pack)
    monkeypatch.setattr(views, "published_cities", lambda: (city,))


@pytest.fixture
def sit_down(pack: Pack) -> Sit:
    return Sit(pack)
