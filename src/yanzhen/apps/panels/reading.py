"""What a seated expert reads of a case: facts and papers, only while the review is open.

    reading(acting=expert, panel_id=7, matter_id=3)     facts, outcomes of rules, papers
    paper(acting=expert, panel_id=7, matter_id=3, material_id="...")      name, type, bytes

Every look is written down. Facts that the vocabulary marks as sensitive are left out, numbers of
documents are not shown, and of the papers there are those that the office has laid before it.
"""

from dataclasses import dataclass

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Known, MaterialShown, NoSuchDraft
from yanzhen.apps.panels.access import access_matter, access_seat, require_reading
from yanzhen.apps.panels.errors import NoSuchPanel
from yanzhen.apps.panels.models import Matter, Seat
from yanzhen.policy.vocabulary import Fact, Label

SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as an expert reads it."""

    matter_id: int
    number: str
    title: Label
    subject_name: str
    facts: tuple[tuple[Fact, Known], ...]
    withheld: tuple[Fact, ...]
    materials: tuple[MaterialShown, ...]


def reading(*, acting: Actor, panel_id: int, matter_id: int) -> Reading:
    """Facts with where each comes from, and the papers; PanelRefused while it is shut."""
    seat, matter = _open(acting, panel_id, matter_id)
    with act_as(SYSTEM):
        case, examined = cases.one(SYSTEM, matter.number), cases.examined(SYSTEM, matter.number)
        known = [(fact, one) for fact, one in examined.facts if one is not None]
        record("panel.case_read", acting=acting, subject=f"case:{matter.number}",
               chain=seat.panel.city, details={"panel": panel_id, "seat": seat.number})  # fmt: skip
    return Reading(
        matter.pk, matter.number, case.row.title, case.row.subject_name,
        tuple((fact, one) for fact, one in known if fact.privacy != SENSITIVE),
        tuple(fact for fact, _ in known if fact.privacy == SENSITIVE),
        tuple(one for one in case.materials if one.id in matter.materials),
    )  # fmt: skip


def paper(
    *, acting: Actor, panel_id: int, matter_id: int, material_id: str
) -> tuple[MaterialShown, bytes]:
    """A paper with its bytes; one that was not laid before the panel is not there."""
    seat, matter = _open(acting, panel_id, matter_id)
    if material_id not in matter.materials:
        raise NoSuchPanel(material_id)
    with act_as(SYSTEM):
        try:
            found, body = cases.open_file(SYSTEM, material_id)
        except NoSuchDraft:
            raise NoSuchPanel(material_id) from None
        record("panel.paper_read", acting=acting, subject=f"material:{material_id}",
               chain=seat.panel.city, details={"panel": panel_id, "seat": seat.number})  # fmt: skip
    return found, body


def _open(acting: Actor, panel_id: int, matter_id: int) -> tuple[Seat, Matter]:
    seat = access_seat(acting, panel_id)
    matter = access_matter(panel_id, matter_id)
    require_reading(seat)
    return seat, matter
