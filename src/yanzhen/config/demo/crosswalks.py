"""The demo's document between cities: Changsha honours what Xiangtan recognises, by its measure 15.

    honour()

The clause is real; that an office has signed it on this day is invented, which its note says.
"""

from datetime import date

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.crosswalks.service import Draft

NOTE = "演示文件（虚构签署），仅供试用 / Demo: the signature is invented"


def honour() -> None:
    """Drafted and signed by the service itself."""
    row = crosswalks.draft(
        acting=SYSTEM,
        draft=Draft(
            "changsha", "xiangtan", parity="home-purchase", from_on=date(2026, 11, 1), note=NOTE
        ),
    )
    crosswalks.sign(acting=SYSTEM, crosswalk_id=row.pk)
