"""Backup and restore on servers of their own: all comes back, or nothing is touched and why."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import psycopg
import pytest

from yanzhen.config.embedded import Cluster, throwaway

KEYS = {"YANZHEN_KEYS": f"a:{'A' * 22}==", "YANZHEN_INDEX_KEY": f"{'A' * 43}="}
FILL = """
import django; django.setup()
from yanzhen.apps.accounts.service import SYSTEM, acting, actor_of, create_account
from yanzhen.apps.audit.service import record
from yanzhen.apps.notices.service import notify, want
account = create_account(email="li@example.cn", name="李娜")
with acting(SYSTEM):
    for number in range(5):
        record("case.filed", acting=SYSTEM, subject=f"case:{number}", chain="xiangtan")
    notify(account.pk, "case_filed", {"number": "XT-1", "item": "租房补贴"})
with acting(actor_of(account)) as she:
    want(acting=she, email=True, phone="13800001234")
"""
SHOW = """
import django; django.setup()
from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import acting, actor_of
from yanzhen.apps.jobs.service import load
from yanzhen.apps.notices.models import Wish
from yanzhen.apps.notices.service import unread_count
with acting(actor_of(Account.objects.get(email="li@example.cn"))) as she:
    phone = Wish.objects.visible_to(she).get().phone.open()
    print(unread_count(acting=she), phone, load().waiting)
"""
RESTORE_EACH = """
import django, sys; django.setup()
from django.core.management import call_command
from yanzhen.config.errors import CannotStart
for file in sys.argv[1:]:
    try: call_command("restore", file)
    except CannotStart as reason: print(str(reason).splitlines()[0])
"""


class Place:
    """A server and a data folder, as one installation has them."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster, self.folder = cluster, folder
        folder.mkdir(exist_ok=True)
        self.environment = {
            **os.environ, **KEYS, "YANZHEN_DATA": str(folder), "DATABASE_URL": cluster.url,
            "YANZHEN_OWNER_URL": cluster.owner_url,
            "DJANGO_SETTINGS_MODULE": "yanzhen.config.settings",
        }  # fmt: skip

    def yanzhen(self, *words: str, **given: str) -> subprocess.CompletedProcess[str]:
        return self.python("from yanzhen.cli import main; main()", *words, **given)

    def python(self, program: str, *words: str, **given: str) -> subprocess.CompletedProcess[str]:
        told = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program, *words],
            env=self.environment | given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in told.stderr, told.stderr
        return told

    def count(self) -> int:
        """How many tables there are."""
        with psycopg.connect(self.cluster.owner_url) as connection:
            found = connection.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchone()
        return int(found[0]) if found else 0


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Place]:
    with throwaway() as cluster:
        yield Place(cluster, tmp_path / "new")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a place with an account, a notice, an audit chain and two files."""
    folder = tmp_path_factory.mktemp("old")
    with throwaway() as cluster:
        old = Place(cluster, folder / "data")
        assert old.yanzhen("audit", "verify").returncode == 0  # makes the tables
        assert old.python(FILL).returncode == 0
        for name in ("materials/1/学历.pdf", "materials/2/a.pdf"):
            file = old.folder / "files" / name
            file.parent.mkdir(parents=True)
            file.write_bytes(name.encode())
        said = old.yanzhen("backup", str(folder / "made.tar"))
        assert said.returncode == 0, said.stderr
        assert "附件 2 个" in said.stdout
        again = old.yanzhen("backup", str(folder / "made.tar"))
        assert (again.returncode, "不覆盖" in again.stderr) == (1, True)
        assert (old.folder / "last-backup").exists()
    return folder / "made.tar"


def test_all_comes_back_and_the_chains_hold(archive: Path, empty: Place) -> None:
    said = empty.yanzhen("restore", str(archive))

    assert said.returncode == 0, said.stderr
    assert "附件 2 个，审计记录 5 条" in said.stdout
    assert (empty.folder / "files/materials/1/学历.pdf").read_text() == "materials/1/学历.pdf"
    assert empty.python(SHOW).stdout.split() == ["1", "13800001234", "1"]
    assert empty.yanzhen("audit", "verify").returncode == 0
    a_second_time_it_is_refused(empty, archive)
    the_role_that_serves_cannot_make_one(empty)


def a_second_time_it_is_refused(full: Place, archive: Path) -> None:
    tables = full.count()

    said = full.yanzhen("restore", str(archive))

    assert (said.returncode, "数据库不是空的" in said.stderr) == (1, True)
    assert full.count() == tables


def the_role_that_serves_cannot_make_one(full: Place) -> None:
    program = (
        "import django; django.setup(); from pathlib import Path; import sys\n"
        "from django.conf import settings; from django.core.management import call_command\n"
        "settings.OWNER_DATABASE = settings.DATABASES['default']\n"
        "from yanzhen.config.errors import CannotStart\n"
        "try: call_command('backup', sys.argv[1])\n"
        "except CannotStart as reason: print(reason)"
    )
    said = full.python(program, str(full.folder / "no.tar"))

    assert "YANZHEN_OWNER_URL" in said.stdout
    assert not list(full.folder.glob("no.tar*"))


def test_other_keys_are_refused_before_anything_is_written(archive: Path, empty: Place) -> None:
    said = empty.yanzhen("restore", str(archive), YANZHEN_KEYS=f"a:{'B' * 21}A==")

    assert (said.returncode, "密钥打不开" in said.stderr) == (1, True)
    assert empty.count() == 0


def changed(archive: Path, to: Path, **contents: bytes | None) -> Path:
    """The archive with other contents for some members; None leaves one out."""
    with tarfile.open(archive) as old, tarfile.open(to, "w") as new:
        for member in old.getmembers():
            file = old.extractfile(member)
            content = contents.get(member.name, file.read() if file else b"")
            if content is not None:
                member.size = len(content)
                new.addfile(member, BytesIO(content))
    return to


def manifest_of(archive: Path) -> dict[str, object]:
    with tarfile.open(archive) as opened:
        file = opened.extractfile("manifest.json")
        assert file is not None
        found: dict[str, object] = json.load(file)
    return found


def test_what_is_damaged_is_refused_before_anything_is_written(
    archive: Path, empty: Place, tmp_path: Path
) -> None:
    manifest, place = manifest_of(archive), tmp_path / "bad.tar"
    newer = json.dumps(manifest | {"migrations": ["jobs.9999_tomorrow"]}).encode()
    (tmp_path / "text.tar").write_text("no archive")
    bad = {
        changed(archive, place, **{"files/materials/2/a.pdf": b"other"}): "a.pdf",
        changed(archive, tmp_path / "b.tar", **{"files/materials/2/a.pdf": None}): "a.pdf",
        changed(archive, tmp_path / "c.tar", **{"database.dump": b""}): "database.dump",
        changed(archive, tmp_path / "d.tar", **{"manifest.json": b"{}"}): "不是完整的备份",
        changed(archive, tmp_path / "e.tar", **{"manifest.json": newer}): "更新的版本",
        tmp_path / "text.tar": "不是完整的备份",
        tmp_path / "nowhere.tar": "读不出",
    }

    said = empty.python(RESTORE_EACH, *map(str, bad)).stdout.splitlines()

    assert len(said) == len(bad)
    for line, reason in zip(said, bad.values(), strict=True):
        assert reason in line
    assert empty.count() == 0


def test_a_chain_that_was_cut_is_told(archive: Path, empty: Place, tmp_path: Path) -> None:
    manifest = manifest_of(archive)
    cut = json.dumps(manifest | {"heads": {"xiangtan": "ab" * 32}}).encode()
    bad = changed(archive, tmp_path / "cut.tar", **{"manifest.json": cut})

    said = empty.yanzhen("restore", str(bad))

    assert said.returncode == 1
    assert "审计链 xiangtan" in said.stderr
