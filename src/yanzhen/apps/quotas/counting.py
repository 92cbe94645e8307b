"""A pool's things in the ledger: held when reserved, spent when occupied, free again when left.

Each step of a request has one key, `quota/<request>/<step>`: asked for again, nothing moves.
"""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import NotEnough, Posting
from yanzhen.apps.quotas.errors import refuse
from yanzhen.apps.quotas.models import Request


def hold(request: Request, acting: Actor) -> None:
    """QuotaRefused where less is free than is asked for."""
    try:
        ledgers.hold(acting=acting, posting=_posting(request, "hold"))
    except NotEnough as short:
        raise refuse(
            "none_free", f"目前可用 {short.available}，需要 {request.number}。",
            f"{short.available} free, {request.number} are asked for.",
        ) from None  # fmt: skip


def occupy(request: Request, acting: Actor) -> None:
    """Out of what was held for it."""
    ledgers.commit(acting=acting, posting=_posting(request, "commit"), held=True)
    ledgers.spend(acting=acting, posting=_posting(request, "spend"))


def let_go(request: Request, acting: Actor) -> None:
    """What was only reserved is free again."""
    ledgers.release(acting=acting, posting=_posting(request, "release"), held=True)


def leave(request: Request, acting: Actor) -> None:
    """What was occupied is free again."""
    ledgers.give_back(acting=acting, posting=_posting(request, "back"))


def _posting(request: Request, step: str) -> Posting:
    pool = request.pool
    return Posting(
        f"quota/{request.pk}/{step}", pool.code, request.number, case=request.case_number,
        clause=pool.clause, subject_id=request.subject_id or request.employer_id,
        reference=f"quota:{request.pk}@{request.used_in_id}",
    )  # fmt: skip
