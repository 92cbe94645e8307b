"""A supplement that somebody brings to the window on paper: taken in, and handed in for her.

receive(acting=clerk, number="XIANGTAN-2026-000123", files=[("户口簿首页", "scan.pdf", body)])

All of it is done or nothing: a file that is not taken leaves the request open as it was. Originals
that were not scanned are said in words. That the window received it, and who, is written down by
the step itself: whoever takes it without being the applicant (`performing`).
"""

from collections.abc import Sequence

from django.db import transaction

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.actions.attaching import stage_for_case
from yanzhen.apps.cases.actions.performing import perform
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.given import Given

SUPPLEMENT = "supplement"


def receive(
    *, acting: Actor, number: str, files: Sequence[tuple[str, str, bytes]], answer: str = ""
) -> None:
    """Take the papers in and send the supplement; CaseRefused with every reason."""
    with transaction.atomic():
        taken, refusals = [], []
        for asked, name, body in files:
            try:
                kept = stage_for_case(
                    acting=acting, number=number, asked=asked, name=name, body=body
                )
            except CaseRefused as refused:
                refusals += [Refusal(o.code, o.reason, asked) for o in refused.refusals]
            else:
                taken.append(kept.public_id)
        if refusals:
            raise CaseRefused(refusals)
        given = Given(materials=tuple(taken), answer=answer)
        perform(acting=acting, number=number, action=SUPPLEMENT, given=given)
