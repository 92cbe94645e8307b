"""Writing down what happened to a panel, and telling those whom it is about.

All in the caller's transaction. The chain gets numbers and codes, never what people wrote.
"""

from typing import Any

from yanzhen.apps.accounts.service import Actor, Role, holders
from yanzhen.apps.audit.service import record
from yanzhen.apps.notices.service import notify
from yanzhen.apps.organisations.service import departments_of
from yanzhen.apps.panels.errors import refuse
from yanzhen.apps.panels.models import Expert, Panel, Seat
from yanzhen.policy.vocabulary import Label

MOST = 400


def write(panel: Panel, kind: str, acting: Actor, **details: Any) -> None:
    """One event more about a panel in the city's chain."""
    record(f"panel.{kind}", acting=acting, subject=f"panel:{panel.pk}", chain=panel.city,
           details={"state": panel.state, **details})  # fmt: skip


def write_expert(expert: Expert, kind: str, acting: Actor, **details: Any) -> None:
    """One about an entry of the register."""
    record(f"expert.{kind}", acting=acting, subject=f"expert:{expert.pk}", chain=expert.city,
           details=details)  # fmt: skip


def tell_seat(seat: Seat, kind: str) -> None:
    """The expert is told, without anything of the case."""
    notify(seat.account_id, kind, {"number": seat.number, "item": seat.panel.title},
           f"/expert/panels/{seat.panel_id}/")  # fmt: skip


def tell_parties(panel: Panel) -> None:
    """Whom the cases are about may say until when who should not judge them."""
    for matter in panel.matters.filter(account__isnull=False):
        assert matter.account_id is not None
        notify(matter.account_id, "panel_named",
               {"number": matter.number, "item": Label(matter.title_zh, matter.title_en),
                "until": panel.objections_until}, f"/my/panels/{panel.pk}/")  # fmt: skip


def tell_office(panel: Panel, kind: str) -> None:
    """The talent office of the place that has the panel."""
    seats = {panel.tenant_id, *(one.id for one in departments_of(panel.tenant_id))}
    accounts = dict.fromkeys(one.account_id for one in holders(seats, Role.TALENT_OFFICE))
    for account in accounts:
        notify(account, kind, {"item": panel.title}, f"/desk/panels/{panel.pk}/")


def reasoned(reason: str, field: str = "reason") -> str:
    """A reason as it is kept; PanelRefused without one, or with one that is too long."""
    said = reason.strip()
    if not said:
        raise refuse("needs_reason", "请写明理由。", "Say the reason.", field)
    if len(said) > MOST:
        raise refuse("long_reason", f"最多{MOST}字。", f"At most {MOST} characters.", field)
    return said
