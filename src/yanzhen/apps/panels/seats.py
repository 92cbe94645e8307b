"""What a member sees of her panels: what waits on her, the cases by title, her own sheets."""

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.panels.access import SITTING, access_seat
from yanzhen.apps.panels.actions.scoring import opened_sheet
from yanzhen.apps.panels.checking import unknown_points
from yanzhen.apps.panels.knowing import party_of
from yanzhen.apps.panels.models import SHOWN, Matter, Panel, Seat, Sheet
from yanzhen.apps.panels.showing import averages, label_in, labelled, outcome_of, title_of, votes_of
from yanzhen.apps.panels.shown import OwnMatter, OwnSeat

DRAWN_FOR = (*SITTING, Seat.State.REPLACED)


def own_seats(actor: Actor) -> tuple[OwnSeat, ...]:
    """The panels that she was drawn for, the latest first."""
    if actor.account_id is None:
        return ()
    with act_as(SYSTEM):
        rows = Seat.objects.filter(account=actor.account_id, state__in=DRAWN_FOR)
        rows = rows.select_related("panel", "expert").order_by("-panel")
        return tuple(_shown(one) for one in rows)


def own_seat(actor: Actor, panel_id: int) -> OwnSeat:
    """One of them."""
    seat = access_seat(actor, panel_id)
    with act_as(SYSTEM):
        return _shown(seat)


def _shown(seat: Seat) -> OwnSeat:
    panel = seat.panel
    sheets = {one.matter_id: one for one in seat.sheets.all()}
    sits = seat.state in SITTING
    matters = panel.matters.order_by("pk") if sits else Matter.objects.none()
    asked = seat.state == Seat.State.SEATED
    return OwnSeat(
        panel.pk, panel.title, seat.number, panel.state, seat.state, seat.is_chair,
        unknown_points(panel, seat.expert) if asked else (),
        tuple((one["name"], one["weight"]) for one in panel.criteria),
        tuple(_matter(panel, one, sheets.get(one.pk)) for one in matters),
        _waits(seat, len(sheets)), seat.reason,
    )  # fmt: skip


def _matter(panel: Panel, one: Matter, sheet: Sheet | None) -> OwnMatter:
    """Titles and names are all that a statement needs; outcomes when scoring is closed."""
    party = party_of(one)
    names = (*(side.name for side in party.sides), *dict.fromkeys(party.all_employers.values()))
    known = panel.state in SHOWN
    content = opened_sheet(sheet) if sheet else None
    differs = content is not None and content["vote"] != one.outcome
    return OwnMatter(
        one.pk, title_of(one), tuple(dict.fromkeys(names)), labelled(one.options),
        label_in(one, one.proposed) if one.proposed else None, content,
        outcome_of(one) if known else None, averages(one)[0] if known else "",
        votes_of(one) if known else (), sheet.dissent if sheet else "",
        panel.state == Panel.State.CLOSED and differs,
    )  # fmt: skip


def _waits(seat: Seat, sheets: int) -> str:
    """What she has to do: state, score; or nothing."""
    panel = seat.panel
    if seat.state == Seat.State.SEATED and panel.state == Panel.State.DRAWN:
        return "state"
    if seat.state == Seat.State.READY and panel.state == Panel.State.OPEN:
        return "score" if sheets < panel.matters.count() else ""
    return ""
