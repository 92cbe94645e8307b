"""Lifecycles: the product's own hold what they promise; every slip in one is found."""

from itertools import chain
from typing import Any

import pytest
from tests.policy.mini import as_yaml, findings, rule, text

from yanzhen.policy import Lifecycle, load_lifecycles
from yanzhen.policy.errors import Finding
from yanzhen.policy.lifecycle import BACK

LIVES = load_lifecycles()
VARIANTS = ["benefit", "benefit-publicity", "benefit-expert", "benefit-expert-publicity"]
BY_HAND = {"withdraw", "transfer", "reassign"}


def walked(life: Lifecycle, *actions: str) -> list[str]:
    """The states that a case goes through when these are done, one work at a place."""
    state, before = life.start, ""
    seen = [state]
    for action in actions:
        one = life.transitions[action]
        assert state in one.sources, (action, state)
        aim = one.to or (life.states[state].then if one.closes else state)
        held, state = state, before if aim == BACK else str(aim)
        before = held if life.states[state].holds else ""
        seen.append(state)
    return seen


def test_the_eight_are_there_in_versions() -> None:
    assert set(LIVES) == {*VARIANTS, "request", "handover", "discussion", "objection"}
    assert all(life.version >= 1 and life.label.zh and life.label.en for life in LIVES.values())


WAYS = {
    "benefit": (["accept", "review_agree", "approve", "take_effect"],
                ["submitted", "reviewing", "approving", "decided", "effective"]),
    "benefit-publicity": (
        ["accept", "review_agree", "publish", "end_publicity", "approve", "take_effect"],
        ["submitted", "reviewing", "publishing", "publicity", "approving", "decided", "effective"]),
    "benefit-expert": (
        ["accept", "review_agree", "conclude_expert_review", "approve", "take_effect"],
        ["submitted", "reviewing", "expert_review", "approving", "decided", "effective"]),
    "request": (["assign", "answer", "dissatisfied", "assign", "answer", "satisfied"],
                ["registered", "answering", "answered", "registered", "answering", "answered",
                 "closed"]),
    "handover": (["accept", "hand_over", "receive", "give_result", "satisfied"],
                 ["submitted", "handing", "handed", "serving", "served", "closed"]),
    "discussion": (["accept", "give_opinion", "record_decision", "take_effect"],
                   ["submitted", "opinions", "meeting", "decided", "effective"]),
    "objection": (["accept", "examine", "uphold"],
                  ["submitted", "examining", "concluding", "upheld"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "way"), WAYS.items(), ids=WAYS.keys())
def test_a_case_goes_its_way(name: str, way: tuple[list[str], list[str]]) -> None:
    actions, states = way
    life = LIVES[name]
    assert walked(life, *actions) == states
    assert life.states[states[-1]].ends


@pytest.mark.parametrize("name", LIVES)
def test_supplements_stop_the_clock_and_lead_back(name: str) -> None:
    life = LIVES[name]
    asking, sending = life.transitions["ask_supplement"], life.transitions["supplement"]
    for state in asking.sources:
        assert life.states[str(asking.to)].clock == "stop"
        assert sending.to == BACK
        assert state in life.states
    assert asking.needs == ("supplements",)


@pytest.mark.parametrize("name", LIVES)
def test_everywhere_one_can_withdraw_return_transfer_and_reassign(name: str) -> None:
    life = LIVES[name]
    assert set(life.transitions) >= BY_HAND
    assert any(one.startswith("return_to") for one in life.transitions)
    working = {state.id for state in life.states.values() if state.works}
    assert working <= life.transitions["reassign"].sources
    assert life.transitions["withdraw"].by == {"applicant", "employer_hr"}


@pytest.mark.parametrize("name", LIVES)
def test_each_opened_work_can_be_done_by_its_role(name: str) -> None:
    life = LIVES[name]
    for state in life.states.values():
        for work in state.works:
            closing = [one for one in life.transitions.values() if one.closes == work.stage]
            assert any(work.role in one.by and state.id in one.sources for one in closing), work


@pytest.mark.parametrize("name", [*VARIANTS, "discussion"])
def test_who_accepted_does_not_decide(name: str) -> None:
    life = LIVES[name]
    deciding = [one for one in life.transitions.values() if "decision" in one.needs]
    assert deciding
    assert all("accept" in one.not_by for one in deciding)


@pytest.mark.parametrize("name", VARIANTS)
def test_an_open_objection_stops_the_effect(name: str) -> None:
    life = LIVES[name]
    stopped = {one.id for one in life.transitions.values() if one.blocked_by == "objection"}
    assert {"approve", "take_effect"} <= stopped
    assert ("end_publicity" in stopped) == ("publicity" in life.has)


def test_the_clerk_cannot_close_a_request() -> None:
    life = LIVES["request"]
    closing = [one for one in life.transitions.values() if one.to == "closed"]
    assert {role for one in closing for role in one.by} == {"applicant", "employer_hr"}


def test_special_procedures_stop_the_clock_and_are_left_out_elsewhere() -> None:
    whole = LIVES["benefit-expert-publicity"]
    assert {whole.states[one].clock for one in ("expert_review", "publicity")} == {"stop"}
    plain = LIVES["benefit"]
    named = {one.to for one in plain.transitions.values()} | {
        one.then for one in plain.states.values()
    }
    sources = set(chain.from_iterable(one.sources for one in plain.transitions.values()))
    assert not {"expert_review", "publishing", "publicity"} & (named | sources | set(plain.states))
    assert "publish" not in plain.transitions


# -- slips


def state(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, **text(name), "clock": "run", **more}


def action(name: str, source: str, **more: Any) -> dict[str, Any]:
    return {"id": name, **text(name), "from": [source], "by": ["clerk"], **more}


def life(**more: Any) -> dict[str, Any]:
    opens = [{"stage": "look", "place": "window", "role": "clerk"}]
    return {
        "id": "short", "version": 1, **text("短"), "start": "open",
        "states": [state("open", opens=opens, then="done"), state("held", holds=True),
                   state("done", ends=True)],
        "transitions": [action("look", "open", closes="look"), action("hold", "open", to="held"),
                        action("go_on", "held", to="back")],
        **more,
    }  # fmt: skip


def found(*lives: dict[str, Any]) -> list[Finding]:
    seen = findings(
        rule(), services={"services": []}, lifecycles=as_yaml({"lifecycles": list(lives)})
    )
    assert all(one.place.file == "vocabulary/lifecycles.yaml" for one in seen)
    return list(seen)


def also(*more: dict[str, Any]) -> list[dict[str, Any]]:
    return [*life()["transitions"], *more]


SLIPS: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "no such start": (life(start="opn"), "unknown-reference", "open"),
    "no such state then": (
        life(states=[state("open", then="dne"), state("done", ends=True)], transitions=also()),
        "unknown-reference", "done"),
    "from nowhere": (life(transitions=also(action("x", "opne"))), "unknown-reference", "open"),
    "to nowhere": (life(transitions=also(action("x", "open", to="don"))),
                   "unknown-reference", "done"),
    "closes nothing": (life(transitions=also(action("x", "open", closes="lok"))),
                       "unknown-reference", "look"),
    "not by nobody": (life(transitions=also(action("x", "open", not_by=["lok"]))),
                      "unknown-reference", "look"),
    "blocked by nothing": (life(transitions=also(action("x", "open", blocked_by="shrt"))),
                           "unknown-reference", "short"),
    "back from a state that holds nothing": (
        life(transitions=also(action("x", "open", to="back"))), "dead-end", None),
    "a state twice": (life(states=[*life()["states"], state("done", ends=True)]),
                      "repeated-id", None),
    "an action twice": (life(transitions=also(action("look", "open"))), "repeated-id", None),
    "never reached": (life(states=[*life()["states"], state("lost", ends=True)]),
                      "unreachable", None),
    "no way to an end": (
        life(states=[*life()["states"], state("stuck")],
             transitions=also(action("x", "open", to="stuck"))), "dead-end", None),
    "joins nowhere": (
        life(states=[state("open", opens=life()["states"][0]["opens"]), *life()["states"][1:]],
             transitions=also(action("x", "open", to="done"))), "dead-end", None),
    "an optional state that passes on nowhere": (
        life(states=[*life()["states"], state("extra", applies="extra", ends=True)],
             transitions=also(action("x", "open", to="extra"))), "dead-end", None),
    "an unknown role": (life(transitions=also(action("x", "open", by=["clark"]))),
                        "bad-shape", "clerk"),
    "an unknown need": (life(transitions=also(action("x", "open", needs=["reson"]))),
                        "bad-shape", "reason"),
    "neither states nor like": ({"id": "short", "version": 1, **text("短")}, "bad-shape", None),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "code", "hint"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_a_finding(entry: dict[str, Any], code: str, hint: str | None) -> None:
    assert (code, hint) in [(one.code, one.suggestion) for one in found(entry)]


def like(**more: Any) -> dict[str, Any]:
    plain = {"id": "long", "version": 1, **text("长"), "like": "short", "has": ["extra"]}
    return {**plain, **more}


def test_a_lifecycle_like_another_has_its_special_procedures_only() -> None:
    whole = life(
        states=[{**life()["states"][0], "then": "extra"}, *life()["states"][1:],
                state("extra", applies="extra", then="done")],
        transitions=also(action("x", "extra", to="done")),
    )  # fmt: skip
    assert found(whole, like()) == []
    assert [(one.code, one.suggestion) for one in found(whole, like(has=["extr"]))] == [
        ("unknown-option", "extra")
    ]


def test_a_lifecycle_like_nothing_or_like_two_things_is_refused() -> None:
    unknown = found(life(), like(like="shrt"))
    assert [(one.code, one.suggestion) for one in unknown] == [("unknown-lifecycle", "short")]
    assert "bad-shape" in {one.code for one in found(life(), like(start="open"))}
    assert "repeated-id" in {one.code for one in found(life(), life())}


def test_the_short_one_is_sound() -> None:
    """Or every slip would seem to be noticed."""
    assert found(life()) == []
