"""`yanzhen population compare`, `changes` and `gaps`: what they print, write and refuse."""

import json
from pathlib import Path

import pytest
from tests.cli.test_cli import Run, run

from yanzhen.policy import load_pack
from yanzhen.population.synthesise import Wish, planned, write

__all__ = ["run"]
RENT = "xiangtan.rule.art-19-rent"
DAY = ("--as-of", "2026-01-01")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("cli") / "people"
    write(planned([load_pack("xiangtan")], Wish(size=2000, seed=5)), place)
    return str(place)


def test_compare_prints_before_and_after_and_writes_both_files(
    run: Run, folder: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    said = run(
        "population", "compare", folder, "--city", "xiangtan", "--set", f"{RENT}.when.4=True",
        "--set", f"{RENT}.amount.D=2000元", "--by", "by.county", "--out", str(out), *DAY,
    )  # fmt: skip

    assert (said.code, said.err) == (0, "")
    for words in ("虚构", "设想方案", f"{RENT}.amount.D=2000元", "改后", "county: "):
        assert words in said.out
    data = json.loads((out / "compare.json").read_text(encoding="utf-8"))
    person = data["cities"]["xiangtan"]["person"]
    assert person["cost"]["after"]["sure"] > person["cost"]["before"]["sure"]
    assert sorted(path.name for path in out.iterdir()) == ["compare.json", "compare.xlsx"]


def test_compare_speaks_english_and_json_and_takes_another_folder_of_packs(
    run: Run, folder: str, tmp_path: Path
) -> None:
    packs = _copied(tmp_path, "D: 1000元", "D: 2000元")
    compare = ("population", "compare", folder, "--city", "xiangtan", *DAY)

    by_files = run(*compare, "--reform", str(packs), "--json")
    by_change = run(*compare, "--set", f"{RENT}.amount.D=2000元", "--json")
    english = run(*compare, "--reform", str(packs), "--lang", "en")

    one, other = (json.loads(said.out)["cities"]["xiangtan"] for said in (by_files, by_change))
    for kind in one:
        assert {**one[kind], "reform": []} == {**other[kind], "reform": []}
    assert "before" in english.out
    assert "other packs" in english.out


def _copied(place: Path, old: str, new: str) -> Path:
    """The product's packs with one sum edited by hand."""
    root = Path(__file__).parents[2] / "packs"
    changed = 0
    for path in [*(root / "vocabulary").rglob("*.yaml"), *(root / "xiangtan").rglob("*.yaml")]:
        text = path.read_text(encoding="utf-8")
        if "art-19-rent" in text and path.parent.name == "benefits":
            changed += text.count(old)
            text = text.replace(old, new)
        target = place / "packs" / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    assert changed == 1
    return place / "packs"


def test_changes_lists_what_can_be_set(run: Run) -> None:
    said = run("population", "changes", "--city", "xiangtan", "art-19-rent")
    assert f"{RENT}.amount.D=1000元" in said.out
    assert all(line.startswith(RENT) for line in said.out.splitlines())

    handles = json.loads(run("population", "changes", "--city", "xiangtan", "--json").out)
    risk = next(one for one in handles if one["target"] == "xiangtan.parameter.risk_share")
    assert (risk["kind"], risk["value"], risk["maximum"]) == ("ratio", "", "100")


def test_gaps_names_the_condition_in_words(run: Run, folder: str) -> None:
    said = run("population", "gaps", folder, "--city", "xiangtan", "--by", "county", *DAY)
    assert (said.code, said.err) == (0, "")
    assert "只差这一条" in said.out
    assert "第19条" in said.out

    rows = json.loads(run("population", "gaps", folder, "--city", "xiangtan", "--json", *DAY).out)
    assert rows["invented"] is True
    assert all(
        row["alone"] is None or row["alone"] == 0 or row["alone"] >= 10 for row in rows["rows"]
    )


BAD = [
    ((), "--set"),
    (("--set", "nonsense"), "nonsense"),
    (("--set", f"{RENT}.amount.E=1元"), "amount.D"),
    (("--set", f"{RENT}.amount.D=many"), "amount.D=many"),
    (("--set", "changsha.rule.x.enabled=false"), "changsha"),
    (("--set", f"{RENT}.enabled=false", "--reform", "."), "--reform"),
    (("--set", f"{RENT}.enabled=false", "--by", "couny"), "county"),
]


@pytest.mark.parametrize(("arguments", "named"), BAD)
def test_a_bad_wish_is_a_sentence(
    run: Run, folder: str, arguments: tuple[str, ...], named: str
) -> None:
    said = run("population", "compare", folder, "--city", "xiangtan", *arguments)
    assert said.code == 1
    assert named in said.err
    assert "Traceback" not in said.err


def test_a_rule_nobody_knows_is_refused_with_the_nearest(run: Run) -> None:
    said = run("population", "changes", "--city", "xiangtan", "art-19-rnt")
    assert said.code == 1
    assert "art-19-rent" in said.err
