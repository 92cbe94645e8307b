"""The lifecycle machine: the plain way, its forks, and what holds whatever people try."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from yanzhen.apps.cases.lifecycle import (
    Impossible,
    Move,
    Party,
    Route,
    Standing,
    begin,
    possible,
    transition,
)
from yanzhen.apps.cases.tests.lives import (
    APPLICANT,
    APPROVER,
    BENEFIT,
    BOTH,
    CLERK,
    FINANCE,
    HOUSING,
    OFFICE,
    PARTIES,
    PARTS,
    ROUTE,
    SHORT,
    STRANGER,
    SYSTEM,
    life_with,
)
from yanzhen.policy.lifecycle import Lifecycle

EVERYTHING = frozenset(
    {"reason", "opinion", "supplements", "decision", "conclusion", "answer", "until"}
)


def after(standing: Standing, move: Move, account: int | None) -> Standing:
    """The standing that a move leaves: what the service stores."""
    left = tuple(w for w in standing.works if w != move.done and w not in move.closes)
    done: Mapping[str, frozenset[int]] = standing.done
    if account is not None:
        done = {**done, move.action: done.get(move.action, frozenset()) | {account}}
    return replace(
        standing, state=move.to, works=(*left, *move.opens), done=done, before=move.before
    )


def walk(*steps: tuple[str, Party], route: Route = ROUTE, life: Lifecycle = BENEFIT) -> Standing:
    standing = after(Standing(""), begin(life, route), None)
    for action, party in steps:
        move = transition(life, standing, action, by=party, route=route, given=EVERYTHING)
        standing = after(standing, move, party.account)
    return standing


def codes(
    standing: Standing, action: str, by: Party, given: frozenset[str] = EVERYTHING
) -> list[str]:
    with pytest.raises(Impossible) as caught:
        transition(BENEFIT, standing, action, by=by, route=ROUTE, given=given)
    assert all(one.say.zh and one.say.en for one in caught.value.obstacles)
    return [one.code for one in caught.value.obstacles]


ACCEPTED = (("accept", CLERK),)
REVIEWED = (*ACCEPTED, ("review", HOUSING), ("review", FINANCE))
AT_APPROVAL = (*REVIEWED, ("conclude", OFFICE), ("close_publicity", SYSTEM))


def test_the_whole_way() -> None:
    standing = walk(*AT_APPROVAL, ("approve", APPROVER), ("take_effect", SYSTEM))

    assert standing.state == "effective"
    assert standing.works == ()
    assert all(possible(BENEFIT, standing, party) == () for party in PARTIES)


def test_departments_review_side_by_side_and_join() -> None:
    both = walk(*ACCEPTED)
    one = walk(*ACCEPTED, ("review", FINANCE))

    assert [work.unit for work in both.works] == ["housing", "finance"]
    assert (one.state, [work.unit for work in one.works]) == ("reviewing", ["housing"])
    assert walk(*REVIEWED).state == "expert"
    assert codes(one, "review", FINANCE) == ["no_work"]


def test_a_review_of_which_nobody_is_asked_is_passed_over() -> None:
    standing = walk(*ACCEPTED, route=SHORT, life=life_with(frozenset()))

    assert standing.state == "approving"
    assert [work.stage for work in standing.works] == ["approval"]


def test_a_supplement_keeps_the_works_and_comes_back_to_them() -> None:
    asked = walk(*ACCEPTED, ("review", HOUSING), ("ask", FINANCE))
    answered = walk(*ACCEPTED, ("review", HOUSING), ("ask", FINANCE), ("answer", APPLICANT))

    assert (asked.state, asked.before) == ("supplementing", "reviewing")
    assert [work.unit for work in asked.works] == ["finance"]
    assert codes(asked, "review", FINANCE) == ["wrong_state"]
    assert (answered.state, answered.before) == ("reviewing", "")
    assert answered.works == asked.works


def test_who_accepted_may_not_approve() -> None:
    standing = walk(("accept", BOTH), *AT_APPROVAL[1:])

    assert codes(standing, "approve", BOTH) == ["same_hand"]
    assert "approve" not in [one.action for one in possible(BENEFIT, standing, BOTH)]
    assert "approve" in [one.action for one in possible(BENEFIT, standing, APPROVER)]


def test_an_open_objection_stops_approval_and_effect() -> None:
    approving = replace(walk(*AT_APPROVAL), blocks=frozenset({"objection"}))
    approved = replace(walk(*AT_APPROVAL, ("approve", APPROVER)), blocks=frozenset({"objection"}))

    assert codes(approving, "approve", APPROVER) == ["blocked"]
    assert codes(approved, "take_effect", SYSTEM) == ["blocked"]


def test_sending_back_drops_what_was_open_and_begins_again() -> None:
    standing = walk(*AT_APPROVAL)
    move = transition(
        BENEFIT, standing, "send_back", by=APPROVER, route=ROUTE, given=frozenset({"reason"})
    )

    assert move.to == "submitted"
    assert move.closes == standing.works
    assert [work.stage for work in move.opens] == ["acceptance"]


def test_every_reason_is_said_at_once() -> None:
    standing = walk(("accept", BOTH), *AT_APPROVAL[1:])

    assert codes(standing, "decline", BOTH, frozenset()) == [
        "same_hand", "needs_decision", "needs_reason",
    ]  # fmt: skip
    assert codes(standing, "fly", BOTH) == ["unknown_action"]
    assert codes(standing, "approve", STRANGER) == ["not_yours"]


def test_a_stage_without_a_unit_is_refused_and_not_passed_over() -> None:
    nobody = Route(units={"window": ("hr",)})
    standing = walk(route=nobody)

    with pytest.raises(Impossible) as caught:
        transition(BENEFIT, standing, "accept", by=CLERK, route=nobody)
    assert [one.code for one in caught.value.obstacles] == ["no_unit"]


class AnybodyTriesAnything(RuleBasedStateMachine):
    """Whatever people try in whatever order, the case stays in order."""

    @initialize(parts=st.frozensets(st.sampled_from(sorted(PARTS))), reviewed=st.booleans())
    def submit(self, parts: frozenset[str], reviewed: bool) -> None:
        units = dict(ROUTE.units) if reviewed else {**ROUTE.units, "reviews": ()}
        self.life, self.route = life_with(parts), Route(units)
        self.standing = after(Standing(""), begin(self.life, self.route), None)
        self.ended = False

    @rule(action=st.sampled_from(sorted(BENEFIT.transitions)), party=st.sampled_from(PARTIES))
    def act(self, action: str, party: Party) -> None:
        before = self.standing
        offered = [one.action for one in possible(self.life, before, party)]
        try:
            move = transition(
                self.life, before, action, by=party, route=self.route, given=EVERYTHING
            )
        except Impossible:
            assert action not in offered
            return
        assert action in offered
        assert not self.ended
        self.standing = after(before, move, party.account)
        self.ended = move.ends

    @rule(party=st.sampled_from(PARTIES), pick=st.integers(0, 20))
    def act_as_offered(self, party: Party, pick: int) -> None:
        offered = possible(self.life, self.standing, party)
        if offered:
            self.act(offered[pick % len(offered)].action, party)

    @rule(open_one=st.booleans())
    def object_or_settle(self, open_one: bool) -> None:
        blocks = frozenset({"objection"}) if open_one else frozenset[str]()
        self.standing = replace(self.standing, blocks=blocks)

    @invariant()
    def works_belong_to_the_state(self) -> None:
        state = self.life.states[self.standing.before or self.standing.state]
        stages = {opens.stage for opens in state.works}
        assert {work.stage for work in self.standing.works} <= stages
        assert bool(self.standing.works) == bool(stages)
        assert len(set(self.standing.works)) == len(self.standing.works)

    @invariant()
    def a_review_of_nobody_is_never_entered(self) -> None:
        assert self.standing.state != "reviewing" or self.route.units["reviews"]

    @invariant()
    def hands_stay_apart(self) -> None:
        accepted = self.standing.done.get("accept", frozenset())
        assert not accepted & self.standing.done.get("approve", frozenset())

    @invariant()
    def only_a_hold_remembers_where_it_came_from(self) -> None:
        holds = self.life.states[self.standing.state].holds
        assert holds == bool(self.standing.before)


TestAnybodyTriesAnything = AnybodyTriesAnything.TestCase
TestAnybodyTriesAnything.settings = settings(max_examples=30, stateful_step_count=30)
