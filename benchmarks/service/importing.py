"""A sheet of many people taken in by the real worker: rows a second, processors, greatest memory.

importing(cluster, 100_000)    prints a line for the look through and one for the taking in

The sheet has a name, an ID card, a phone and four facts to a row; it comes from a fixed rule, so
each run brings the same people. Django has to be set up before this module is imported.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.jobs.service import standing
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.identity.eighteen import check_digit
from yanzhen.apps.registry.service import Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.apps.registry.service import Brought
    from yanzhen.config.embedded import Cluster

HEAD = (
    "姓名",
    "证件号码",
    "手机号码",
    "最高学历",
    "籍贯为本地",
    "外籍人才",
    "引进（来本地工作或创业）的日期",
)
SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平",
)
DEGREES = ("博士研究生", "硕士研究生", "本科", "其他")
WORKER = "import sys; from yanzhen.config.work import main; main('run_jobs')"
TICK = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Seconds by the clock and of processors (worker, database), greatest memory in MiB."""

    clock: float
    worker: float
    database: float
    memory: float


def importing(cluster: Cluster, rows: int) -> None:
    """Bring the sheet, have it looked through, have it taken in."""
    sheet = Path(os.environ["YANZHEN_DATA"], f"people-{rows}.xlsx")
    _write(sheet, rows)
    size = sheet.stat().st_size / (1 << 20)
    print(f"\nA sheet of {rows:,} people with 4 facts each ({size:.1f} MiB), by one worker")
    print(
        f"  {'':<14}{'clock':>9}{'rows/s':>9}{'worker CPU':>12}{'database CPU':>14}"
        f"{'worker MiB':>12}"
    )
    with acting(SYSTEM):
        account = create_account(email=f"keeper{rows}@example.cn", name="登记员")
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=Role.TALENT_OFFICE,
            organisation_id=organisation("xiangtan/talent_office").id,
        )  # fmt: skip
        keeper = actor_of(account)
    with acting(keeper):
        brought = _bring(keeper, sheet)
        _show("look through", rows, _worked_off(cluster, keeper, brought))
        taken = registry.take_in(acting=keeper, import_id=brought.sheet.pk)
        _show("take in", rows, _worked_off(cluster, keeper, taken))
        counts = registry.access_import(keeper, brought.sheet.pk).counts
    print(f"  {counts}")


def _bring(keeper: Actor, sheet: Path) -> Brought:
    with sheet.open("rb") as opened:
        return registry.bring_sheet(
            acting=keeper, file=opened, name=sheet.name, kind="person", grade=Grade.B,
            source="基准测试名册", organisation_id=organisation("xiangtan").id,
        )  # fmt: skip


def _write(path: Path, rows: int) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("个人")
        sheet.write_row(0, 0, HEAD)
        for i in range(rows):
            sheet.write_row(i + 1, 0, _row(i))


def _row(i: int) -> tuple[str, ...]:
    """Its number is nobody's else: a day of birth and three digits to a row, every other one."""
    born = date(1960, 1, 1) + timedelta(days=i // 500)
    front = f"430302{born:%Y%m%d}{i % 500 * 2 + 1:03}"
    name = SURNAMES[i % 20] + GIVEN[i // 20 % 20] + GIVEN[i // 400 % 20]
    came = date(2020, 1, 1) + timedelta(days=i % 2000)
    return (
        name, front + check_digit(front), f"139{i:08}", DEGREES[i % 4], "是" if i % 3 else "否",
        "否", came.isoformat(),
    )  # fmt: skip


def _worked_off(cluster: Cluster, keeper: Actor, brought: Brought) -> Spent:
    """One worker from its first moment until the task is over."""
    assert brought.standing is not None
    began, database = time.monotonic(), _processors(_servers(cluster))
    with _worker() as worker, _watched(worker) as greatest:
        while (now := standing(brought.standing.id, acting=keeper)).is_under_way:
            time.sleep(0.5)
        spent = time.monotonic() - began
        own = _processors([worker])
    if now.state != "done":
        raise SystemExit(f"The import ended as {now.state}: {now.sentence}")
    return Spent(spent, own, _processors(_servers(cluster)) - database, greatest[0])


@contextmanager
def _worker() -> Iterator[int]:
    log = Path(os.environ["YANZHEN_DATA"], "worked.txt")
    with log.open("ab") as said:
        running = subprocess.Popen([sys.executable, "-c", WORKER], stdout=said, stderr=said)
        try:
            yield running.pid
        finally:
            running.terminate()
            running.wait(60)


@contextmanager
def _watched(pid: int) -> Iterator[list[float]]:
    """The greatest memory so far, looked at all the while; Linux keeps it as VmHWM."""
    greatest, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            greatest[0] = max(greatest[0], _memory(pid))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield greatest
    finally:
        over.set()
        thread.join()


def _memory(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def _servers(cluster: Cluster) -> list[int]:
    """The server with all that it has started, which counts those that have ended too."""
    leader = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    parents = {int(one.name): _stat(one) for one in Path("/proc").iterdir() if one.name.isdecimal()}
    return [leader, *(pid for pid, stat in parents.items() if stat and int(stat[1]) == leader)]


def _processors(pids: list[int]) -> float:
    """Seconds of processors, of the processes and of their children that have ended."""
    found = [_stat(Path(f"/proc/{pid}")) for pid in pids]
    return sum(sum(map(int, stat[11:15])) for stat in found if stat) / TICK


def _stat(process: Path) -> list[str]:
    """The fields behind the name, from the state on; none when it has ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _show(name: str, rows: int, spent: Spent) -> None:
    print(
        f"  {name:<14}{spent.clock:>7.1f} s{rows / spent.clock:>9,.0f}{spent.worker:>10.1f} s"
        f"{spent.database:>12.1f} s{spent.memory:>12.0f}"
    )
