"""A card's code verified from the command line: what is printed, and the exit code."""

import json
from pathlib import Path

import pytest
from tests.cards.forging import REVOKED, Forge

from yanzhen.cli.app import app

FORGE = Forge()
NOON = "2026-11-29T12:00:00"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    """The options that name a key set and a list."""
    keys, status = tmp_path / "jwks.json", tmp_path / "status.jwt"
    keys.write_text(json.dumps(FORGE.jwks), encoding="utf-8")
    status.write_text(FORGE.lists["xiangtan"] + "\n", encoding="utf-8")
    return ("--keys", str(keys), "--status", str(status), "--at", NOON)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        app(["card", "verify", *arguments])
    return int(left.value.code or 0)


def test_a_good_card_and_a_revoked_one(
    files: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(FORGE.printed(), *files) == 0
    told = capsys.readouterr().out
    assert "✓ ok_print" in told
    assert "张* · C · xiangtan · 2029-11-19" in told

    assert run(FORGE.printed(status_index=REVOKED), *files, "--lang", "en") == 1
    assert capsys.readouterr().out == "✗ revoked  This card has been revoked: refused.\n"


def test_as_json_a_refusal_says_nothing_of_the_holder(
    files: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(FORGE.shown(), *files, "--json") == 0
    assert json.loads(capsys.readouterr().out)["name"] == "张*"

    assert run(FORGE.printed(status_index=REVOKED), *files, "--json") == 1
    assert set(json.loads(capsys.readouterr().out)) == {"code", "accepted", "zh", "en"}


def test_without_a_list_nothing_is_accepted(
    files: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(FORGE.printed(), *files[:2], *files[4:]) == 1
    assert "status_missing" in capsys.readouterr().out


def test_a_wrong_file_is_said(
    files: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = tmp_path / "twice.json"
    twice.write_text('{"keys": [], "keys": []}', encoding="utf-8")
    assert run(FORGE.printed(), "--keys", str(twice)) == 2
    assert "重复" in capsys.readouterr().err

    twice.write_text(FORGE.changsha.status(city="xiangtan"), encoding="utf-8")
    assert run(FORGE.printed(), *files[:3], str(twice), *files[4:]) == 2
    assert "别的城市" in capsys.readouterr().err
    assert run(FORGE.printed(), "--keys", str(tmp_path / "none.json")) == 2
