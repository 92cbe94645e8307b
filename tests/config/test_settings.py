"""The settings: an address of any form, a secret that is drawn once, a port that is taken."""

import ast
import socket
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from yanzhen.config import serve as start
from yanzhen.config import settings as config_settings
from yanzhen.config.environment import database, envbool, envint, envsecret
from yanzhen.config.errors import CannotStart
from yanzhen.config.serve import serve


def test_database_address() -> None:
    address = database("postgresql://a:b%40c@db.example:6432/city?sslmode=require")

    assert address["HOST"], address["PORT"] == ("db.example", "6432")
    assert (address["NAME"], address["USER"], address["PASSWORD"]) == ("city", "a", "b@c")
    assert address["OPTIONS"] == {"sslmode": "require", "connect_timeout": "10"}


def test_a_secret_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANZHEN_DATA", str(tmp_path / "data"))

    drawn = envsecret("YANZHEN_SECRET_KEY_OF_THIS_TEST", "secret-key")

    assert len(drawn) >= 50
    assert envsecret("YANZHEN_SECRET_KEY_OF_THIS_TEST", "secret-key") == drawn
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_of_two_that_start_together_the_first_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YANZHEN_DATA", str(tmp_path))

    def drawn_late() -> str:
        (tmp_path / "key").write_text("the first one's")
        return "the second one's"

    assert envsecret("YANZHEN_KEY_OF_THIS_TEST", "key", drawn_late) == "the first one's"
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_outside_the_demo_nothing_starts_without_keys_of_its_own(settings: Any) -> None:
    settings.PRODUCTION, settings.SEALING_KEYS_GIVEN = True, False

    with pytest.raises(CannotStart, match=r"sealing\.E001"):
        start.prepare()


def test_words_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANZHEN_SWITCH", "On")
    monkeypatch.setenv("YANZHEN_COUNT", "3")

    assert envbool("YANZHEN_SWITCH", False)
    assert envint("YANZHEN_COUNT", 1) == 3
    assert not envbool("YANZHEN_UNSET", False)


def test_a_taken_port_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit) as left:
            serve("127.0.0.1", port)

    said = capsys.readouterr().err
    assert left.value.code == 1
    assert f"端口 {port} 已被占用" in said
    assert "Traceback" not in said


@pytest.mark.django_db
class TestEveryAnswer:
    def test_carries_the_security_headers(self, client: Client) -> None:
        answer = client.get("/healthz")

        assert answer.content == b"ok"
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"

    def test_is_chinese_unless_switched(self, client: Client) -> None:
        assert (
            client.get("/healthz", headers={"Accept-Language": "en"})["Content-Language"]
            == "zh-hans"
        )

        client.cookies["django_language"] = "en"

        assert client.get("/healthz")["Content-Language"] == "en"

    def test_leaves_no_cookie(self, client: Client) -> None:
        assert not client.get("/healthz").cookies


def test_cards_and_crosswalks_both_follow_a_recognition() -> None:
    """Every hook that an app above has is named, and each is there to be called."""
    named = [import_string(place) for place in settings.AFTER_RECOGNITION]
    assert {one.__module__.split(".")[2] for one in named} == {"cards", "crosswalks"}


def test_no_setting_is_said_twice() -> None:
    """Of two lines of one name the later silently takes the place of the earlier."""
    tree = ast.parse(Path(config_settings.__file__).read_text(encoding="utf-8"))
    names = [
        target.id for node in tree.body if isinstance(node, ast.Assign)
        for target in node.targets if isinstance(target, ast.Name)
    ]  # fmt: skip
    assert len(names) > 50
    assert [one for one, count in Counter(names).items() if count > 1] == []
