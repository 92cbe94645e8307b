"""Health and figures: who may look, and what is told when something is missing."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from yanzhen.config import health, metrics

TOKEN = "t" * 32
BEARER = {"Authorization": f"Bearer {TOKEN}"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def watched(settings: Any) -> None:
    """For real, with a token."""
    settings.DEMO, settings.PRODUCTION, settings.MONITORING_TOKEN = False, True, TOKEN


def test_live_and_ready(client: Client) -> None:
    assert client.get("/health/live").content == b"ok"
    assert client.get("/health/ready").content == b"ok"


def test_without_its_database_it_lives_and_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise DatabaseError("at 10.0.0.7 with a password")

    monkeypatch.setattr(connection, "cursor", gone)

    answer = client.get("/health/ready")

    assert client.get("/health/live").status_code == 200
    assert (answer.status_code, answer.content) == (503, b"the database does not answer")


def test_with_tables_of_an_older_version_it_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_seen_up_to_date", [])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.content) == (503, b"migrations are missing")


@pytest.mark.parametrize("path", ["/health/full", "/metrics"])
class TestWhoMayLook:
    def test_for_real_only_the_token(self, path: str, client: Client, watched: None) -> None:
        assert client.get(path).status_code == 404
        assert client.get(path, headers={"Authorization": "Bearer wrong"}).status_code == 404
        assert client.get(path, headers=BEARER).status_code == 200

    def test_for_real_without_a_token_nobody(
        self, path: str, client: Client, settings: Any
    ) -> None:
        settings.DEMO = False

        assert client.get(path).status_code == 404
        assert client.get(path, headers={"Authorization": "Bearer "}).status_code == 404

    def test_in_the_demo_the_machine_itself(self, path: str, client: Client) -> None:
        assert client.get(path).status_code == 200
        assert client.get(path, REMOTE_ADDR="192.0.2.1").status_code == 404
        assert client.get(path, headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404


def test_the_full_report_says_what_is_not_well(client: Client, watched: None) -> None:
    report = client.get("/health/full", headers=BEARER).json()

    assert report["database"] == {"well": True}
    assert report["workers"] == {"well": False, "alive": 0}
    assert report["packs"] == {"well": False, "cities": []}
    assert report["queue"]["well"]
    assert not report["well"]


def test_requests_are_counted_by_route_and_labels_stay_few(client: Client) -> None:
    for path in ("/policies/a/", "/policies/b/", "/nothing/1", "/nothing/2"):
        client.get(path)
    client.generic("BREW", "/nothing/3")

    said = client.get("/metrics").content.decode()

    assert (
        'yanzhen_requests_total{method="GET",route="/policies/<slug:city>/",status="4xx"}' in said
    )
    assert 'route="unmatched"' in said
    assert 'method="OTHER"' in said
    assert "/nothing" not in said
    assert "yanzhen_jobs_waiting 0.0" in said
    assert "yanzhen_workers 0.0" in said
    assert metrics.registry is not None
