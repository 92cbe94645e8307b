"""One world of people, places and objects for a module of tests on access."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.access.objects import keep_objects
from tests.access.world import World, build_world

from yanzhen.apps.policies.service import publish_packs_from_disk


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for the whole module, taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        publish_packs_from_disk()
        world = build_world()
        keep_objects(world)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None) -> World:
    return built
