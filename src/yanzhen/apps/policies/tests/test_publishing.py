"""Publishing packs: one in force per city, nothing lost, nothing half done."""

from threading import Thread
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yanzhen.apps.policies import actions, service
from yanzhen.apps.policies.models import PackVersion
from yanzhen.policy import Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_packs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Packs of one line, `city text`, instead of whole ones; the list notes what was read."""
    read: list[str] = []

    def read_pack(sources: tuple[Source, ...]) -> SimpleNamespace:
        text = sources[0].text
        read.append(text)
        if text == "wrong":
            return SimpleNamespace(pack=None, findings=("pack.yaml:1:1 a finding",))
        title = SimpleNamespace(zh="示例", en="Example")
        pack = SimpleNamespace(city=text.split()[0], title=title, content_hash=f"hash of {text}")
        return SimpleNamespace(pack=pack, findings=())

    monkeypatch.setattr(actions, "read_pack", read_pack)
    monkeypatch.setattr(service, "read_pack", read_pack)
    service._compiled.cache_clear()
    return read


def publish(text: str) -> tuple[PackVersion, bool]:
    return actions.publish_pack(acting_user="clerk", sources=(Source("pack.yaml", text),))


def test_the_newer_version_takes_the_place_of_the_older() -> None:
    publish("lake one")
    version, changed = publish("lake two")

    assert changed
    assert version.published_by == "clerk"
    assert [(v.content_hash, v.status) for v in PackVersion.objects.order_by("id")] == [
        ("hash of lake one", "withdrawn"),
        ("hash of lake two", "published"),
    ]


def test_publishing_the_same_again_changes_nothing() -> None:
    first, _ = publish("lake one")
    again, changed = publish("lake one")

    assert not changed
    assert again.published_at == first.published_at


def test_a_withdrawn_version_can_come_back() -> None:
    first, _ = publish("lake one")
    publish("lake two")
    back, changed = publish("lake one")

    assert changed
    assert back.pk == first.pk
    assert [city.content_hash for city in service.published_cities()] == ["hash of lake one"]


def test_a_pack_with_findings_is_refused_and_the_one_in_force_stays() -> None:
    publish("lake one")

    with pytest.raises(service.UnreadablePack, match="a finding"):
        publish("wrong")

    assert service.published_pack("lake").content_hash == "hash of lake one"


def test_a_pack_is_compiled_once_per_content(small_packs: list[str]) -> None:
    publish("lake one")
    small_packs.clear()

    assert service.published_pack("lake") is service.published_pack("lake")
    assert small_packs == ["lake one"]


def test_an_unknown_city_is_not_published() -> None:
    with pytest.raises(service.NotPublished):
        service.published_pack("atlantis")


def test_the_database_itself_refuses_two_in_force() -> None:
    publish("lake one")

    with pytest.raises(IntegrityError), transaction.atomic():
        PackVersion.objects.create(
            city="lake", content_hash="x", files={}, status="published", published_at=timezone.now()
        )


@pytest.mark.django_db(transaction=True)
def test_two_servers_that_start_together_agree() -> None:
    failures: list[BaseException] = []

    def start(text: str) -> None:
        try:
            publish(text)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=start, args=(f"lake {n % 3}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert PackVersion.objects.filter(status="published").count() == 1
