"""Nobody is seated whom a case keeps out, however the ties are laid; unknown is never none."""

from hypothesis import given
from hypothesis import strategies as st

from yanzhen.apps.panels.avoidance import (
    CONFLICT,
    DECLARABLE,
    NONE,
    UNKNOWN,
    Check,
    Judge,
    Party,
    Side,
    Tie,
    is_kept_out,
    look,
    open_points,
    seat_by_lots,
)
from yanzhen.apps.quotas.service import order_of_lots

IDS = st.integers(1, 6)
NAMED = st.dictionaries(st.integers(10, 13), st.sampled_from(["甲厂", "乙校"]), max_size=2)
SIDES = st.builds(
    Side, IDS, st.sampled_from(["王", "李", "王 芳"]), NAMED, st.frozensets(IDS, max_size=2),
    st.dictionaries(st.integers(20, 22), st.sampled_from(["团队", "项目"]), max_size=2),
)  # fmt: skip
TIES = st.builds(
    Tie, st.sampled_from(DECLARABLE), st.sampled_from(["王", "王芳", "甲厂", "谁"]),
    st.none() | IDS | st.integers(10, 13),
)  # fmt: skip
JUDGES = st.builds(
    Judge, SIDES, st.lists(TIES, max_size=3).map(tuple), st.sampled_from(["", "2026-11-01"])
)
PARTIES = st.builds(Party, st.lists(SIDES, min_size=1, max_size=3).map(tuple), NAMED)
EARLIER = st.lists(st.just("P1"), max_size=1)


def tied(judge: Judge, party: Party, earlier: list[str]) -> bool:
    """The same question, asked in another way: each tie that there can be, one by one."""
    names = {"".join(one.name.split()) for one in party.sides} | set(party.all_employers.values())
    for side in party.sides:
        shared = set(judge.side.employers) & {*side.employers, side.id}
        kin = side.id in judge.side.family or judge.side.id in side.family
        together = set(judge.side.groups) & {*side.groups, side.id}
        if shared or kin or together or side.id == judge.side.id:
            return True
    if set(judge.side.employers) & set(party.employers) or earlier:
        return True
    ids = party.ids | set(party.all_employers)
    return any(tie.name in names or tie.other in ids for tie in judge.ties)


@given(st.lists(JUDGES, min_size=1, max_size=8), PARTIES, st.integers(1, 5), EARLIER)
def test_a_drawn_panel_never_holds_somebody_who_is_tied(
    judges: list[Judge], party: Party, size: int, earlier: list[str]
) -> None:
    numbered = {f"E-{place}": one for place, one in enumerate(judges)}
    order = order_of_lots("5eed", "", numbered)
    seated, standing_in, out = seat_by_lots(
        order, size, lambda number: not is_kept_out(look(numbered[number], party, earlier))
    )

    assert not any(tied(numbered[one], party, earlier) for one in (*seated, *standing_in))
    assert all(tied(numbered[one], party, earlier) for one in out)
    assert sorted((*seated, *standing_in, *out)) == sorted(numbered)
    assert len(seated) == min(size, len(seated) + len(standing_in))


@given(JUDGES, PARTIES, EARLIER)
def test_every_point_is_found_once(judge: Judge, party: Party, earlier: list[str]) -> None:
    found = look(judge, party, earlier)

    assert [one.point for one in found] == [
        "self", "employer", "family", "supervision", "co_applicant", "reviewed",
    ]  # fmt: skip
    assert {one.outcome for one in found} <= {CONFLICT, NONE, UNKNOWN}
    assert all(one.basis != "nothing" for one in found if one.outcome != UNKNOWN)


def test_what_nobody_knows_is_unknown() -> None:
    nobody = Judge(Side(1, "专家"))
    party = Party((Side(2, "申请人"),))

    assert open_points(look(nobody, party)) == (
        "employer", "family", "supervision", "co_applicant", "reviewed",
    )  # fmt: skip
    declared = Judge(Side(1, "专家", {10: "甲厂"}), (), "2026-11-01")
    assert open_points(look(declared, party)) == ("employer",)  # hers is known, the other's is not


def test_a_case_about_an_employer_keeps_out_who_works_there() -> None:
    works_there = Judge(Side(1, "专家", {10: "甲厂"}))
    found = look(works_there, Party((Side(10, "甲厂"),)))

    assert Check("employer", "conflict", "registry", "甲厂") in found


def test_a_name_that_is_the_same_counts() -> None:
    judge = Judge(Side(1, "专家"), (Tie("supervision", "王　芳"),), "2026-11-01")

    assert is_kept_out(look(judge, Party((Side(2, "王芳"),))))
