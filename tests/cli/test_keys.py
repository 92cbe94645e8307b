"""Drawing keys, and verifying the audit log from the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yanzhen.apps.sealing.keys import keyring_of
from yanzhen.cli.app import app
from yanzhen.config.embedded import throwaway


def yanzhen(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from yanzhen.cli import main; main()", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_drawn_keys_are_the_environment(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        app(["keys", "2027"])

    given = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    ring = keyring_of(given["YANZHEN_KEYS"], given["YANZHEN_INDEX_KEY"])
    assert ring.sealing.name == "2027"


def test_the_audit_log_is_verified_and_a_missing_database_is_said(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    with throwaway() as cluster:
        given = {"DATABASE_URL": cluster.url, "YANZHEN_OWNER_URL": cluster.owner_url}
        given["YANZHEN_DATA"] = data
        told = yanzhen("audit", "verify", **given)
        assert (told.returncode, told.stderr) == (0, "")
        assert "还没有审计记录" in told.stdout

    gone = yanzhen("audit", "verify", **given)
    assert gone.returncode == 1
    assert "无法连接数据库" in gone.stderr
    assert "Traceback" not in gone.stderr
