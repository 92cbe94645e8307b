"""What is told when something of a pool is free again: the next one in line, and the office."""

from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.quotas.models import Pool
from yanzhen.apps.quotas.standing_in_line import waiting
from yanzhen.apps.quotas.timeline import tell, tell_office


def tell_next(pool: Pool) -> None:
    """The first one who waits and for whom enough is free; by lots, nobody is next."""
    free = ledgers.balance(pool.code).available
    following = waiting(pool).select_related("pool").first()
    if following is None or following.number > free:
        return
    tell_office(pool, "quota_free", count=free)
    if not pool.by_draw or following.drawn_id is not None:
        tell(following, "quota_next")
