"""Wrong settings: all of them at once, each a sentence with what to do, and nothing starts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from yanzhen.config import checks, environment, fitness
from yanzhen.config.embedded import APP, Cluster, throwaway
from yanzhen.config.environment import envbool, envint, envtext, mail_server
from yanzhen.config.errors import CannotStart
from yanzhen.config.fitness import refuse_wrong_settings

SECRET = "s" * 64
KEYS = "a:" + "A" * 22 + "=="
INDEX_KEY = "A" * 43 + "="


@pytest.fixture(autouse=True)
def slips(monkeypatch: pytest.MonkeyPatch) -> list[environment.Slip]:
    noted: list[environment.Slip] = []
    monkeypatch.setattr(environment, "SLIPS", noted)
    return noted


def start(tmp_path: Path, module: str = "yanzhen.config.wsgi", **given: str) -> str:
    """What a start with this environment alone says; empty when it starts."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("YANZHEN_", "DATABASE_"))}
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import {module}"],
        env=clean | {"YANZHEN_DATA": str(tmp_path)} | given,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.stderr if told.returncode else ""


def test_every_slip_of_the_environment_is_noted_and_the_default_holds(
    slips: list[environment.Slip], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YANZHEN_A", "eight")
    monkeypatch.setenv("YANZHEN_B", "maybe")
    monkeypatch.setenv("YANZHEN_C", "3")
    monkeypatch.setenv("YANZHEN_D_FILE", str(tmp_path / "nothing"))

    assert envint("YANZHEN_A", 8) == 8
    assert envbool("YANZHEN_B", True)
    assert envint("YANZHEN_C", 30, least=10) == 30
    assert envtext("YANZHEN_D", "d") == "d"
    assert environment.database("postgresql://u:secret@[bad")["NAME"] == ""
    assert mail_server("ftp://mail.example.cn").host == ""
    names = ["YANZHEN_A", "YANZHEN_B", "YANZHEN_C", "YANZHEN_D_FILE", "DATABASE_URL"]
    assert [one.name for one in slips] == [*names, "YANZHEN_SMTP"]
    assert not any("secret" in one.zh + one.en for one in slips)


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("YANZHEN_E_FILE", str(tmp_path / "secret"))

    assert envtext("YANZHEN_E") == "from the file"


def test_a_mail_server_is_read() -> None:
    server = mail_server("smtps://sender%40example.cn:p%2Fw@mail.example.cn")

    assert (server.host, server.port, server.ssl) == ("mail.example.cn", 465, True)
    assert (server.user, server.password) == ("sender@example.cn", "p/w")
    assert mail_server("smtp://mail.example.cn").starttls
    assert not mail_server("smtp://localhost:25").starttls
    assert mail_server("").backend.endswith("filebased.EmailBackend")


def test_a_demo_is_fit() -> None:
    refuse_wrong_settings()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"SECRET_KEY_GIVEN": False}, "yanzhen.E002"),
        ({"SECRET_KEY": "short"}, "yanzhen.E003"),
        ({"SECRET_KEY": "django-insecure-" + SECRET}, "yanzhen.E003"),
        ({"DEBUG": True}, "yanzhen.E004"),
        ({"HOSTS": ["*"]}, "yanzhen.E005"),
        ({"SMS_GATEWAY": "nobody.Gateway"}, "yanzhen.E006"),
        ({"MONITORING_TOKEN": "guess"}, "yanzhen.E007"),
    ],
)
def test_for_real_each_of_these_is_refused(settings: Any, wrong: dict[str, Any], code: str) -> None:
    settings.PRODUCTION, settings.DEMO, settings.SEALING_KEYS_GIVEN = True, False, True
    settings.SECRET_KEY_GIVEN, settings.SECRET_KEY, settings.HOSTS = True, SECRET, ["rc.example.cn"]
    refuse_wrong_settings()
    for name, value in wrong.items():
        setattr(settings, name, value)

    with pytest.raises(CannotStart) as refused:
        refuse_wrong_settings()

    assert f"[{code}]" in str(refused.value)


def test_for_real_what_does_not_go_out_is_said(settings: Any) -> None:
    settings.PRODUCTION, settings.HTTPS = True, False
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    found = {one.id for one in checks.service_is_fit_for_others()}

    assert found == {"yanzhen.W002", "yanzhen.W003", "yanzhen.W004"}


def test_a_mistyped_name_is_told_with_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANZHEN_HOST", "rc.example.cn")

    (found,) = (one for one in checks.environment_is_fit() if "YANZHEN_HOST " in one.msg)

    assert (found.id, "YANZHEN_HOSTS" in str(found.hint)) == ("yanzhen.W001", True)


def test_a_demo_that_others_reach_is_warned_of(settings: Any) -> None:
    settings.HOSTS = ["192.0.2.1"]

    assert [one.id for one in checks.service_is_fit_for_others()] == ["yanzhen.W005"]


def test_another_wsgi_server_is_refused_too_and_all_is_said_at_once(tmp_path: Path) -> None:
    said = start(tmp_path, YANZHEN_HOSTS="*", YANZHEN_LARGEST_FORM_BYTES="big", YANZHEN_DEBUG="1")

    for code in ("yanzhen.E001", "yanzhen.E002", "sealing.E001", "yanzhen.E004", "yanzhen.E005"):
        assert f"[{code}]" in said


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with throwaway() as opened:
        yield opened


def test_with_its_own_secrets_it_starts(tmp_path: Path, cluster: Cluster) -> None:
    kept = {"DATABASE_URL": cluster.url, "YANZHEN_OWNER_URL": cluster.owner_url}
    given = {"YANZHEN_SECRET_KEY": SECRET, "YANZHEN_KEYS": KEYS, "YANZHEN_INDEX_KEY": INDEX_KEY}

    assert start(tmp_path, YANZHEN_HOSTS="rc.example.cn", **given, **kept) == ""
    assert start(tmp_path, YANZHEN_HOSTS="rc.example.cn", YANZHEN_DEMO="1", **kept) == ""
    assert "E002" in start(tmp_path, YANZHEN_DEMO="0")


def test_another_wsgi_server_is_refused_a_role_that_row_security_does_not_bind(
    tmp_path: Path, cluster: Cluster
) -> None:
    superuser = cluster.url.replace(f"//{APP}@", "//postgres@")

    told = start(tmp_path, DATABASE_URL=superuser, YANZHEN_DEMO="1")

    assert superuser != cluster.url
    assert "[organisations.E001]" in told
    assert "YANZHEN_OWNER_URL" in told


def test_a_database_that_does_not_come_up_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = iter([OperationalError("not yet"), OperationalError("refused")])

    def no_database(*_: Any, **__: Any) -> list[Any]:
        raise next(waits, None) or AssertionError("asked after the patience was over")

    monkeypatch.setattr(fitness, "serving_role", no_database)
    monkeypatch.setattr(fitness, "PAUSE", 0)
    moments = iter([0.0, 1.0, 10.0])
    monkeypatch.setattr(fitness.time, "monotonic", lambda: next(moments))

    with pytest.raises(CannotStart, match="The database cannot be reached: refused"):
        fitness.refuse_unsafe_role(patience=5)
