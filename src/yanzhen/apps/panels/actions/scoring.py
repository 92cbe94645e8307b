"""Scoring: one sheet by each member for each case, sealed until all are in or it is closed.

score(acting=expert, panel_id=7, matter_id=3, given=Given({"学术水平": 82}, "C", "成果突出"))
close(acting=chair, panel_id=7)              with the quorum that the office set
dissent(acting=expert, panel_id=7, matter_id=3, words="...")      before it is confirmed
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.panels.access import (
    access_matter,
    access_panel,
    access_seat,
    keeps,
    require_reading,
)
from yanzhen.apps.panels.actions.drawing import require_state
from yanzhen.apps.panels.counting import (
    FULL,
    Ballot,
    Counted,
    Rule,
    conclude,
    hundredths,
)
from yanzhen.apps.panels.errors import NoSuchPanel, Refusal, refuse, refuse_all
from yanzhen.apps.panels.models import Matter, Panel, Seat, Sheet
from yanzhen.apps.panels.recording import tell_office, write
from yanzhen.policy.vocabulary import Label

MOST_WORDS = 2000
MOST_DISSENT = 1000
State = Panel.State


@dataclass(frozen=True, slots=True)
class Given:
    """What a member enters on a case."""

    scores: Mapping[str, int]
    vote: str
    comment: str


def score(*, acting: Actor, panel_id: int, matter_id: int, given: Given) -> None:
    """Her sheet, once; with the last one that is missing, scoring is closed."""
    with transaction.atomic():
        panel, seat = _sitting(acting, panel_id)
        require_reading(seat)
        matter = access_matter(panel_id, matter_id)
        refuse_all(_unfit(panel, matter, given))
        with act_as(SYSTEM):
            if Sheet.objects.filter(seat=seat, matter=matter).exists():
                raise refuse(
                    "twice", "您已对这件申请评分，不能再改。",
                    "You have scored this case: a sheet is handed in once.",
                )  # fmt: skip
            Sheet.objects.create(
                seat=seat, matter=matter, tenant_id=panel.tenant_id, account_id=seat.account_id,
                content=_sealed(given), at=timezone.now(),
            )  # fmt: skip
        write(panel, "scored", acting, seat=seat.number, case=matter.number)
        with act_as(SYSTEM):
            if _all_in(panel):
                _close(panel)
                write(panel, "closed", SYSTEM, by="all_in")


def close(*, acting: Actor, panel_id: int) -> None:
    """The chair or the office ends the scoring; every case needs as many sheets as the quorum."""
    with transaction.atomic():
        panel = access_panel(SYSTEM, panel_id, change=True)
        if not keeps(acting, panel.tenant_id):
            seat = access_seat(acting, panel_id)
            if not seat.is_chair:
                raise refuse(
                    "not_chair", "只有组长或人才工作机构可以结束评分。",
                    "Only the chair or the talent office closes the scoring.",
                )  # fmt: skip
        require_state(panel, State.OPEN)
        with act_as(SYSTEM):
            short = [one.number for one in panel.matters.all() if _sheets(one) < panel.quorum]
            if short:
                raise refuse(
                    "no_quorum", f"评分不足{panel.quorum}份：{'、'.join(short)}。",
                    f"Fewer than {panel.quorum} sheets: {', '.join(short)}.",
                )  # fmt: skip
            _close(panel)
        write(panel, "closed", acting, by="chair_or_office")


def dissent(*, acting: Actor, panel_id: int, matter_id: int, words: str) -> None:
    """A member whose vote is another than the outcome says why, for the minutes."""
    words = words.strip()
    with transaction.atomic():
        panel, seat = _sitting(acting, panel_id)
        matter = access_matter(panel_id, matter_id)
        require_state(panel, State.CLOSED)
        if not 0 < len(words) <= MOST_DISSENT:
            raise refuse(
                "words", f"请写明不同意见，最多{MOST_DISSENT}字。", "Say it in words.", "words"
            )
        with act_as(SYSTEM):
            sheet = Sheet.objects.filter(seat=seat, matter=matter).first()
            if sheet is None:
                raise NoSuchPanel(matter_id)
            if opened_sheet(sheet)["vote"] == matter.outcome:
                raise refuse(
                    "no_dissent", "您的表决与结论一致。", "Your vote is that of the conclusion."
                )
            sheet.dissent = words
            sheet.save(update_fields=["dissent"])
        write(panel, "dissented", acting, seat=seat.number, case=matter.number)


def opened_sheet(sheet: Sheet) -> dict[str, Any]:
    """What stands in a sheet; to be called for her own, or after the closing."""
    found: dict[str, Any] = json.loads(sheet.content.open())
    return found


def _sitting(acting: Actor, panel_id: int) -> tuple[Panel, Seat]:
    access_seat(acting, panel_id)
    panel = access_panel(SYSTEM, panel_id, change=True)
    return panel, access_seat(acting, panel_id, change=True)


def _unfit(panel: Panel, matter: Matter, given: Given) -> Iterator[Refusal]:
    names = [one["name"] for one in panel.criteria]
    fits = set(given.scores) == set(names) and all(
        isinstance(one, int) and 0 <= one <= FULL for one in given.scores.values()
    )
    if not fits:
        said = Label("每项打0至100的整数分。", "Score each from 0 to 100, in whole numbers.")
        yield Refusal("scores", said, "scores")
    if given.vote not in {one["value"] for one in matter.options}:
        yield Refusal("vote", Label("请表决。", "Cast a vote."), "vote")
    if not 0 < len(given.comment.strip()) <= MOST_WORDS:
        said = Label(f"请写评审意见，最多{MOST_WORDS}字。", "Write your opinion.")
        yield Refusal("comment", said, "comment")


def _sealed(given: Given) -> str:
    told = {"scores": dict(given.scores), "vote": given.vote, "comment": given.comment.strip()}
    return json.dumps(told, ensure_ascii=False)


def _sheets(matter: Matter) -> int:
    return matter.sheets.filter(seat__state=Seat.State.READY).count()


def _all_in(panel: Panel) -> bool:
    return all(_sheets(one) >= panel.size for one in panel.matters.all())


def _close(panel: Panel) -> None:
    """Seals are opened and every case is counted, at one moment for all. As SYSTEM."""
    Sheet.objects.filter(matter__panel=panel).update(revealed=True)
    weights = {one["name"]: one["weight"] for one in panel.criteria}
    for matter in panel.matters.all():
        ballots = [_ballot(one) for one in matter.sheets.select_related("seat").order_by("pk")]
        rule = Rule(panel.rule, panel.threshold, matter.proposed, matter.otherwise)
        counted = conclude(ballots, weights, rule)
        matter.outcome, matter.counted = counted.outcome or "", _kept(counted)
        matter.save(update_fields=["outcome", "counted"])
    panel.state, panel.closed_at = State.CLOSED, timezone.now()
    panel.save(update_fields=["state", "closed_at"])
    tell_office(panel, "panel_closed")


def _ballot(sheet: Sheet) -> Ballot:
    content = opened_sheet(sheet)
    return Ballot(sheet.seat.number, content["scores"], content["vote"])


def _kept(counted: Counted) -> dict[str, Any]:
    """Exact as fractions, and to two places as they are read."""
    return {
        "totals": {name: [str(one), hundredths(one)] for name, one in counted.totals.items()},
        "average": [str(counted.average), hundredths(counted.average)],
        "votes": dict(counted.votes),
    }
