"""The panels' public face: experts, a panel drawn by lots, sealed scores, a conclusion.

panel = prepare(acting=office, place="xiangtan", plan=Plan("第一次评审", 3, 3, [("水平", 1)], ...))
lay(acting=office, panel_id=panel.pk, number=case, fact="equivalent_tier", proposed="C")
publish(acting=office, panel_id=panel.pk, draws_on=today)
draw(acting=office, panel_id=panel.pk)
state(acting=expert, panel_id=panel.pk, is_clear=True, answered=points)       each of them
open_materials(acting=office, panel_id=panel.pk)
reading(acting=expert, panel_id=panel.pk, matter_id=1)
score(acting=expert, panel_id=panel.pk, matter_id=1, given=Given({"水平": 82}, "C", "成果突出"))
confirm(acting=office, panel_id=panel.pk, matter_id=1)             written to the case
"""

from yanzhen.apps.panels.actions.confirming import confirm
from yanzhen.apps.panels.actions.drawing import cancel, draw, publish
from yanzhen.apps.panels.actions.preparing import Plan, lay, prepare, sharing, take_off
from yanzhen.apps.panels.actions.registering import (
    add_tie,
    declare,
    set_specialities,
    take_in,
    take_out,
)
from yanzhen.apps.panels.actions.scoring import Given, close, dissent, score
from yanzhen.apps.panels.actions.seating import (
    Opening,
    answer_objection,
    name_chair,
    object_to,
    open_materials,
    state,
)
from yanzhen.apps.panels.avoidance import DECLARABLE
from yanzhen.apps.panels.counting import RULES
from yanzhen.apps.panels.errors import NoSuchPanel, PanelRefused, Refusal
from yanzhen.apps.panels.queries import (
    checks,
    expert,
    experts,
    layable,
    named,
    own_entries,
    panel,
    panels,
    public_draw,
    waiting_for_review,
)
from yanzhen.apps.panels.reading import Reading, paper, reading
from yanzhen.apps.panels.seats import own_seat, own_seats
from yanzhen.apps.panels.shown import (
    CheckShown,
    DrawShown,
    ExpertShown,
    Layable,
    MatterShown,
    Member,
    Named,
    ObjectionShown,
    OwnMatter,
    OwnSeat,
    PanelRow,
    PanelShown,
    SeatShown,
    SheetShown,
)

__all__ = [
    "DECLARABLE", "RULES", "CheckShown", "DrawShown", "ExpertShown", "Given", "Layable",
    "MatterShown", "Member", "Named", "NoSuchPanel", "ObjectionShown", "Opening", "OwnMatter",
    "OwnSeat", "PanelRefused", "PanelRow", "PanelShown", "Plan", "Reading", "Refusal", "SeatShown",
    "SheetShown", "add_tie", "answer_objection", "cancel", "checks", "close", "confirm",
    "declare", "dissent", "draw", "expert", "experts", "lay", "layable", "name_chair", "named",
    "object_to", "open_materials", "own_entries", "own_seat", "own_seats", "panel", "panels",
    "paper", "prepare", "public_draw", "publish", "reading", "score", "set_specialities", "sharing",
    "state", "take_in", "take_off", "take_out", "waiting_for_review",
]  # fmt: skip
