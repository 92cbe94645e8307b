"""Looking whether anything keeps an expert from a panel's cases, and keeping what was found.

Inside a transaction, as `SYSTEM`: what it compares is not all there for the office.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from yanzhen.apps.panels.avoidance import Check as Finding
from yanzhen.apps.panels.avoidance import Party, is_kept_out, look, open_points
from yanzhen.apps.panels.knowing import judge_of, judged_before, party_of
from yanzhen.apps.panels.models import Check, Expert, Matter, Panel

Parties = Sequence[tuple[Matter, Party, Mapping[int, tuple[str, ...]]]]
"""Cases, with all whom each is about and who judged the same before, by person."""


def parties_of(panel: Panel) -> Parties:
    """The cases of a panel with what avoidance has to know of each."""
    matters = panel.matters.order_by("pk")
    return [(one, party_of(one), judged_before(one)) for one in matters]


def check(panel: Panel, experts: Iterable[Expert], stage: str, parties: Parties) -> set[int]:
    """The experts who are kept out of one of the cases; every finding is kept."""
    kept_out: set[int] = set()
    rows: list[Check] = []
    now = timezone.now()
    for expert in experts:
        judge = judge_of(expert)
        for matter, party, earlier in parties:
            found = look(judge, party, earlier.get(expert.subject_id, ()))
            if is_kept_out(found):
                kept_out.add(expert.pk)
            rows += [_row(panel, matter, expert, stage, one, now) for one in found]
    Check.objects.bulk_create(rows)
    return kept_out


def unknown_points(panel: Panel, expert: Expert) -> tuple[str, ...]:
    """What nobody knew when she was looked at last: for her to answer."""
    latest = panel.checks.filter(expert=expert).order_by("-at").first()
    if latest is None:
        return ()
    rows = panel.checks.filter(expert=expert, at=latest.at).order_by("pk")
    return open_points(Finding(one.point, one.outcome, one.basis, one.what) for one in rows)


def _row(
    panel: Panel, matter: Matter, expert: Expert, stage: str, found: Finding, at: datetime
) -> Check:
    return Check(
        panel=panel, matter=matter, expert=expert, tenant_id=panel.tenant_id, stage=stage,
        point=found.point, outcome=found.outcome, basis=found.basis, what=found.what[:400],
        at=at,
    )  # fmt: skip
