"""Something to look into, and what becomes of it: a proceeding, or a reason why not.

propose(one, "recheck", "D", "D3")                     once; nothing changes by it
dismiss(acting=zhou, proposal=7, reason="...")
"""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.recognition import words
from yanzhen.apps.recognition.access import access_proposal
from yanzhen.apps.recognition.errors import RecognitionRefused, Refusal
from yanzhen.apps.recognition.models import Proposal, Recognition, Rerun
from yanzhen.apps.recognition.timeline import tell_offices, write_step


def propose(
    one: Recognition, source: str, level: str, item: str = "", case_number: str = "",
    rerun: Rerun | None = None, acting: Actor = SYSTEM, quietly: bool = False,
) -> Proposal | None:  # fmt: skip
    """Something to look into; None where one is open already. In the caller's transaction."""
    with being(SYSTEM):
        if Proposal.objects.filter(recognition=one, state=Proposal.State.OPEN).exists():
            return None
        made = Proposal.objects.create(
            recognition=one, city=one.city, tenant_id=one.tenant_id, subject_id=one.subject_id,
            source=source, found_level=level, found_item=item, case_number=case_number, rerun=rerun,
        )  # fmt: skip
    write_step(one, "proposed", acting, told={"source": source, "found": level, "item": item})
    if not quietly:
        tell_offices(one, "recognition_proposed", "/desk/recognition/proposals/")
    return made


def dismiss(*, acting: Actor, proposal: int, reason: str) -> None:
    """It was looked into, and nothing changes."""
    with transaction.atomic():
        found = access_proposal(acting, proposal)
        if not reason.strip():
            raise RecognitionRefused([Refusal("needs_reason", words.NO_REASON, "reason")])
        settle(found, acting, Proposal.State.DISMISSED, reason)
        write_step(found.recognition, "dismissed", acting, reason)


def settle(found: Proposal, acting: Actor, state: str, reason: str = "") -> None:
    """Nothing more to look into."""
    found.state, found.reason = state, reason
    found.settled_at, found.settled_by_id = timezone.now(), acting.account_id
    found.save()
