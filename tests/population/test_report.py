"""A report says what `assess` says of the same people, appears whole or not at all, opens alone."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from yanzhen.policy import Outcome, assess, load_pack
from yanzhen.policy.pack import SURE
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.report import evaluating
from yanzhen.population.report.evaluating import Wish, evaluate
from yanzhen.population.rows import subjects_of
from yanzhen.population.synthesise import Wish as Drawn
from yanzhen.population.synthesise import planned, write

PACK = load_pack("xiangtan")
DAY = date(2026, 1, 1)
FILES = ["outcomes-xiangtan.parquet", "report.html", "summary.json", "summary.xlsx"]
Sheets = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "people"
    write(planned([PACK], Drawn(size=150, seed=11, missing=Fraction(15))), folder)
    return folder


@pytest.fixture(scope="module")
def out(people: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "out"
    evaluate(Wish(people, [PACK], DAY, folder, missing=True))
    return folder


@pytest.fixture(scope="module")
def assessed(people: Path) -> list[Outcome]:
    """Every outcome of every subject, one by one; agencies apart, whose caps reach across."""
    kinds = sorted(path.stem for path in people.glob("*.parquet"))
    return [
        outcome
        for kind in kinds if kind != "intermediary"
        for _, raw in subjects_of(people, kind)
        for outcome in assess(PACK, raw, as_of=DAY).outcomes
    ]  # fmt: skip


def summary(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "summary.json").read_text(encoding="utf-8")))


def sheets(folder: Path) -> Sheets:
    book = CalamineWorkbook.from_path(str(folder / "summary.xlsx"))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def column(lines: list[list[Any]], head: str) -> int:
    return next(place for place, one in enumerate(lines[1]) if str(one).startswith(head))


def test_statuses_are_those_of_assess(out: Path, assessed: list[Outcome]) -> None:
    rules = summary(out)["cities"]["xiangtan"]["rules"]

    counted = Counter((one.rule.id, one.status) for one in assessed)
    told = {
        (name, status): many
        for name, rule in rules.items() if rule["subject"] != "intermediary"
        for status, many in rule["statuses"].items() if many
    }  # fmt: skip
    assert told == dict(counted)
    assert len({status for _, status in told}) >= 3


def test_what_is_open_is_the_sum_over_assess(out: Path, assessed: list[Outcome]) -> None:
    rules = summary(out)["cities"]["xiangtan"]["rules"]
    could: Counter[str] = Counter()
    for one in assessed:
        if one.status == "unknown" and one.rule.payer == "public" and one.rule.nature != "loan":
            could[one.rule.id] += one.sums.high or 0

    names = {name: "could" if PACK.rules[name].nature in SURE else "could_up_to" for name in could}
    assert sum(could.values()) > 0
    assert {name: rules[name]["cost"][names[name]] for name in could} == dict(could)


def test_totals_are_those_of_assess(out: Path, people: Path) -> None:
    told = summary(out)["cities"]["xiangtan"]
    sums: Counter[str] = Counter()
    for kind in told["kinds"]:
        if kind != "intermediary":
            for _, raw in subjects_of(people, kind):
                totals = assess(PACK, raw, as_of=DAY).totals
                sums.update({"sure": totals.sure, "up_to": totals.up_to, "loan": totals.loan})

    costs = [rule["cost"] for rule in told["rules"].values() if rule["subject"] != "intermediary"]
    assert sums["sure"] > 0
    assert {name: sum(one[name] for one in costs) for name in sums} == dict(sums)


def test_the_workbook_says_what_the_figures_say(out: Path) -> None:
    told, found = summary(out)["cities"]["xiangtan"], sheets(out)

    lines = found["按条款"]
    rule, sure = column(lines, "规则"), column(lines, "确定")
    in_book = {line[rule]: round(Decimal(str(line[sure])) * 100) for line in lines[2:]}
    assert in_book == {name: one["cost"]["sure"] for name, one in told["rules"].items()}
    names = ["总览", "按条款", "按分组-区县", "按分组-人才层次", "现金流-按年", "现金流-按月"]
    assert {*names, "不符合原因", "缺失事实"} <= found.keys()
    assert "未受理" not in found


def test_money_of_all_years_and_without_date_is_what_counts(out: Path) -> None:
    told = summary(out)["cities"]["xiangtan"]
    flow = told["flow"]
    for name in ("sure", "up_to"):
        for when in ("earliest", "latest"):
            dated = sum(one[name] for one in flow[when].values())
            assert dated + flow["undated"][name] == told["total"][name]


def test_long_outcomes_are_all_that_is_not_ruled_out(out: Path, assessed: list[Outcome]) -> None:
    table = pq.read_table(out / "outcomes-xiangtan.parquet").to_pylist()

    found = Counter(
        (line["rule"], line["status"]) for line in table if line["kind"] != "intermediary"
    )
    open_ones = [one for one in assessed if one.status != "ineligible"]
    assert found == Counter((one.rule.id, one.status) for one in open_ones)
    misses = pq.read_table(out / "missing-xiangtan.parquet").num_rows
    assert misses == sum(
        gap[0] for rule in summary(out)["cities"]["xiangtan"]["rules"].values()
        for gap in rule["gaps"].values()
    )  # fmt: skip


def test_gaps_come_in_the_order_of_what_they_would_narrow(out: Path) -> None:
    gaps = summary(out)["cities"]["xiangtan"]["gaps"]

    keys = [(one["sure"], one["up_to"], one["loan"], one["outcomes"]) for one in gaps]
    assert len(gaps) > 5
    assert keys == sorted(keys, reverse=True)


def test_every_output_is_marked_as_invented(out: Path) -> None:
    assert summary(out)["invented"] is True
    assert all("虚构数据 / invented data" in lines[0][0] for lines in sheets(out).values())
    html = (out / "report.html").read_text(encoding="utf-8")
    assert "虚构数据" in html.split("</title>")[0]
    assert "Invented data" in html
    for name in ("outcomes", "missing"):
        said = pq.read_schema(out / f"{name}-xiangtan.parquet").metadata[b"yanzhen"]
        assert json.loads(said)["invented"] is True


def test_the_page_needs_nothing_but_itself(out: Path) -> None:
    html = (out / "report.html").read_text(encoding="utf-8")

    assert not re.search(r"<script|https?://|src=|@import|url\((?!#)", html)
    assert "default-src 'none'" in html
    assert "@media print" in html
    assert 'lang="zh-Hans"' in html


def test_each_language_says_everything(out: Path) -> None:
    html = (out / "report.html").read_text(encoding="utf-8")

    assert re.search(r'id="zh" checked>', html)
    assert 'label for="en">English' in html
    assert '#en:checked ~ main [lang="zh"]' in html
    chinese, english = html.count('<span lang="zh">'), html.count('<span lang="en">')
    assert chinese == english > 100
    assert html.count('<tspan lang="zh">') == html.count('<tspan lang="en">') > 10


def test_each_chart_is_told_in_words_and_no_ceiling_looks_sure(out: Path) -> None:
    html = (out / "report.html").read_text(encoding="utf-8")

    drawings = re.findall(r'<svg class="chart".*?</svg>', html)
    assert len(drawings) >= 4
    assert all("<title>" in one and "<desc>" in one and 'role="img"' in one for one in drawings)
    looks = re.findall(r'最高至（须审定或未算定）</tspan>.*?<rect [^>]*class="(\w+)"', drawings[0])
    assert looks == ["up_to"]


def test_two_runs_give_the_same_figures(people: Path, out: Path, tmp_path: Path) -> None:
    evaluate(Wish(people, [PACK], DAY, tmp_path / "again"))

    again = (tmp_path / "again" / "summary.json").read_bytes()
    assert again == (out / "summary.json").read_bytes()
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == FILES


# -- what goes wrong


def csv(folder: Path, text: str, name: str = "person.csv") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_rejected_rows_are_told_everywhere(tmp_path: Path) -> None:
    source = csv(tmp_path / "in", "id,contract_years,by.county\na,5,x\nb,many,y\n")
    done = evaluate(Wish(source, [PACK], DAY, tmp_path / "out"))

    assert done.taken.refused == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [*FILES, "rejected.xlsx"]
    )
    assert sheets(tmp_path / "out")["未受理"][2] == ["person", 2.0, 1.0, 1.0]
    assert "未受理的行" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert summary(tmp_path / "out")["invented"] is False
    assert "虚构" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_later_run_without_bad_rows_takes_the_old_sheet_away(tmp_path: Path) -> None:
    source = csv(tmp_path / "in", "id,contract_years\na,5\nb,many\n")
    evaluate(Wish(source, [PACK], DAY, tmp_path / "out", missing=True))
    csv(source, "id,contract_years\na,5\n")
    evaluate(Wish(source, [PACK], DAY, tmp_path / "out"))

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES


@pytest.mark.parametrize(
    ("text", "code"),
    [("id,contract_years\nb,many\n", "no-rows"), ("id,contract_years\n", None), ("", None)],
)
def test_nobody_to_evaluate_is_a_sentence(tmp_path: Path, text: str, code: str | None) -> None:
    with pytest.raises(PopulationRefused) as raised:
        evaluate(Wish(csv(tmp_path / "in", text), [PACK], DAY, tmp_path / "out"))

    assert code in (None, raised.value.problems[0].code)
    assert not (tmp_path / "out").exists()


def test_another_kind_only_is_a_sentence(tmp_path: Path, people: Path) -> None:
    only = {kind for rule in PACK.rules.values() for kind in [rule.subject]}
    other = next(kind for kind in PACK.vocabulary.subjects if kind not in only)
    source = csv(tmp_path / "in", "id\na\n", f"{other}.csv")

    with pytest.raises(PopulationRefused, match="只有"):
        evaluate(Wish(source, [PACK], DAY, tmp_path / "out"))

    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("stage", ["_write", "page"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interrupt_or_a_full_disk_leaves_nothing(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, stage: str
) -> None:
    def stop(*given: Any) -> Any:
        assert list((tmp_path / "out").glob(".outcomes-*"))
        raise error

    monkeypatch.setattr(evaluating, stage, stop)
    with pytest.raises((KeyboardInterrupt, PopulationRefused)):
        evaluate(Wish(people, [PACK], DAY, tmp_path / "out"))

    assert not (tmp_path / "out").exists()


def test_an_earlier_report_stays_when_a_later_run_fails(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate(Wish(people, [PACK], DAY, tmp_path / "out"))
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def stop(*given: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(evaluating.workbook, "write", stop)
    with pytest.raises(KeyboardInterrupt):
        evaluate(Wish(people, [PACK], date(2027, 1, 1), tmp_path / "out"))

    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


LIMITED = """
import resource, sys
from datetime import date
from pathlib import Path
from yanzhen.policy import load_pack
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.report.evaluating import Wish, evaluate
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    evaluate(Wish(Path(sys.argv[1]), [load_pack("xiangtan")], date(2026, 1, 1), Path(sys.argv[2])))
except PopulationRefused as refused:
    print(refused.problems[0].code, Path(sys.argv[2]).exists())
"""


@pytest.mark.parametrize("limit", [100, 30_000, 60_000])
def test_a_limit_met_while_writing_is_a_sentence(people: Path, tmp_path: Path, limit: int) -> None:
    """Met in the long outcomes, in the workbook or in the page, whichever grows beyond it first."""
    command = [sys.executable, "-c", LIMITED, str(people), str(tmp_path / "out"), str(limit)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    assert (ended.stdout, ended.stderr) == ("disk-full False\n", "")


def test_progress_is_told_for_every_row(people: Path, tmp_path: Path) -> None:
    told: dict[str, tuple[int, int | None]] = {}

    def progress(stage: str, done: int, total: int | None) -> None:
        told[stage] = (done, total)

    evaluate(Wish(people, [PACK], DAY, tmp_path / "out"), progress)

    rows = sum(pq.ParquetFile(path).metadata.num_rows for path in people.glob("*.parquet"))
    assert told["测算 evaluate"] == (rows, rows)


def test_another_runner_can_work_it_out(people: Path, tmp_path: Path) -> None:
    """What a cluster does is a function of the same shape."""
    asked = []

    def runner(job: Any, population: Any, progress: Callable[[int], None], keep: Any) -> Any:
        asked.append(job.by)
        return evaluating.run(job, population, progress, keep)

    evaluate(Wish(people, [PACK], DAY, tmp_path / "out", by=("age_group",)), runner=runner)

    assert asked == [("age_group",)]
    assert "按分组-年龄段" in sheets(tmp_path / "out")
