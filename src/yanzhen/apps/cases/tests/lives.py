"""A lifecycle for the tests, in the shape of a benefit's: every feature once."""

from dataclasses import replace
from typing import Any

from yanzhen.apps.cases.lifecycle import Party, Route
from yanzhen.policy.lifecycle import BACK, Lifecycle, Opens, State, Transition
from yanzhen.policy.vocabulary import Label


def state(name: str, **given: Any) -> State:
    return State(name, Label(name, name), **given)


def action(name: str, sources: str, by: str, to: str | None = None, **given: Any) -> Transition:
    return Transition(
        name, Label(name, name), frozenset(sources.split()), to, frozenset(by.split()),
        **given,
    )  # fmt: skip


STATES = (
    state("submitted", turn="window", clock="off", then="reviewing",
          works=(Opens("acceptance", "window", "clerk"),)),
    state("supplementing", turn="applicant", clock="stop", holds=True),
    state("reviewing", turn="departments", then="expert",
          works=(Opens("review", "reviews", "reviewer"),)),
    state("expert", turn="office", clock="stop", then="publicity", applies="expert",
          works=(Opens("expert", "office", "talent_office"),)),
    state("publicity", turn="public", clock="stop", then="approving", applies="publicity"),
    state("approving", turn="approver", then="approved",
          works=(Opens("approval", "approve", "approver"),)),
    state("approved", turn="office", clock="end"),
    state("effective", clock="end", ends=True),
    state("declined", clock="end", ends=True),
    state("refused", clock="end", ends=True),
    state("withdrawn", clock="end", ends=True),
)  # fmt: skip
ACTIONS = (
    action("accept", "submitted", "clerk", closes="acceptance"),
    action("refuse", "submitted", "clerk", "refused", needs=("reason",), closes="acceptance"),
    action("ask", "submitted reviewing", "clerk reviewer", "supplementing", needs=("supplements",)),
    action("answer", "supplementing", "applicant", BACK),
    action("review", "reviewing", "reviewer", needs=("opinion",), closes="review"),
    action("conclude", "expert", "talent_office", needs=("conclusion",), closes="expert"),
    action("close_publicity", "publicity", "system", "approving", blocked_by="objection"),
    action("approve", "approving", "approver", needs=("decision",), closes="approval",
           not_by=frozenset({"accept"}), blocked_by="objection"),
    action("decline", "approving", "approver", "declined", needs=("decision", "reason"),
           closes="approval", not_by=frozenset({"accept"})),
    action("send_back", "approving", "approver", "submitted", needs=("reason",)),
    action("take_effect", "approved", "system", "effective", blocked_by="objection"),
    action("withdraw", "submitted supplementing reviewing", "applicant", "withdrawn"),
)  # fmt: skip
PARTS = frozenset({"expert", "publicity"})


def life_with(parts: frozenset[str]) -> Lifecycle:
    """The lifecycle as it is read for items that have these special procedures."""
    kept = {s.id: s for s in STATES if s.applies is None or s.applies in parts}

    def on(then: str | None) -> str | None:
        whole = {s.id: s for s in STATES}
        while then is not None and then not in kept:
            then = whole[then].then
        return then

    actions = (
        replace(a, sources=a.sources & frozenset(kept)) for a in ACTIONS if a.sources & set(kept)
    )
    return Lifecycle(
        "benefit", 1, "submitted", {s.id: replace(s, then=on(s.then)) for s in kept.values()},
        {a.id: a for a in actions},
    )  # fmt: skip


BENEFIT = life_with(PARTS)
ROUTE = Route(
    units={
        "window": ("hr",), "reviews": ("housing", "finance"), "office": ("office",),
        "approve": ("office",),
    },
)  # fmt: skip
SHORT = Route(units={"window": ("hr",), "approve": ("office",)})

APPLICANT = Party(1, relations=frozenset({"applicant"}))
CLERK = Party(2, posts=frozenset({("clerk", "hr")}))
HOUSING = Party(3, posts=frozenset({("reviewer", "housing")}))
FINANCE = Party(4, posts=frozenset({("reviewer", "finance")}))
OFFICE = Party(5, posts=frozenset({("talent_office", "office")}))
APPROVER = Party(6, posts=frozenset({("approver", "office")}))
SYSTEM = Party(None, relations=frozenset({"system"}))
BOTH = Party(7, posts=frozenset({("clerk", "hr"), ("approver", "office")}))
STRANGER = Party(8)
PARTIES = (APPLICANT, CLERK, HOUSING, FINANCE, OFFICE, APPROVER, SYSTEM, BOTH, STRANGER)
