"""The quotas' public face: posts, flats, places and seats that are counted out.

pool = open_from_pack(acting=office, city="hengyang", pack_pool="posts-account")    100 by the text
made = ask(acting=hr, pool_id=pool.pk, key=key, wish=Wish("引进博士", employer_id=firm))
reserve(acting=office, request_id=made.pk)         held: the first in line
occupy(acting=office, request_id=made.pk)          spent
release(acting=office, request_id=made.pk, reason="调离")      free again; the next one is told

Flats are let (`let`, `end_lease`), one by one or after a draw of lots (`prepare_draw`,
`publish_draw`, `draw_lots`) that anybody can check with `commitment` and `order_of_lots`.
"""

from yanzhen.apps.quotas.actions.asking import Wish, ask, withdraw
from yanzhen.apps.quotas.actions.deciding import move, occupy, refuse_request, release, reserve
from yanzhen.apps.quotas.actions.drawing import cancel as cancel_draw
from yanzhen.apps.quotas.actions.drawing import draw_lots
from yanzhen.apps.quotas.actions.drawing import prepare as prepare_draw
from yanzhen.apps.quotas.actions.drawing import publish as publish_draw
from yanzhen.apps.quotas.actions.letting import end_lease, extend_lease, let
from yanzhen.apps.quotas.actions.opening import open_from_pack, open_pool, set_size, set_terms
from yanzhen.apps.quotas.actions.stocking import add_flat, bring_stock, withdraw_flat
from yanzhen.apps.quotas.eligibility import Look
from yanzhen.apps.quotas.errors import NoSuchQuota, QuotaRefused, Refusal
from yanzhen.apps.quotas.lots import commitment, order_of_lots, ticket
from yanzhen.apps.quotas.models.pool import UNITS
from yanzhen.apps.quotas.queries import (
    draw,
    draw_at_desk,
    draws,
    flat,
    flats,
    free_flats,
    line,
    mine,
    my_leases,
    my_tickets,
    of_employers,
    offered,
    pool,
    pools,
    request,
    to_ask,
)
from yanzhen.apps.quotas.shown import (
    DrawShown,
    EventShown,
    FlatShown,
    LeaseShown,
    Offered,
    PoolShown,
    RequestRow,
    RequestShown,
    TicketShown,
)
from yanzhen.apps.quotas.stock_sheet import empty_sheet, typed_row

__all__ = [
    "UNITS", "DrawShown", "EventShown", "FlatShown", "LeaseShown", "Look", "NoSuchQuota",
    "Offered", "PoolShown", "QuotaRefused", "Refusal", "RequestRow", "RequestShown",
    "TicketShown", "Wish", "add_flat", "ask", "bring_stock", "cancel_draw", "commitment", "draw",
    "draw_at_desk", "draw_lots", "draws", "empty_sheet", "end_lease", "extend_lease", "flat",
    "flats", "free_flats", "let", "line", "mine", "move", "my_leases", "my_tickets", "occupy",
    "of_employers", "offered", "open_from_pack", "open_pool", "order_of_lots", "pool", "pools",
    "prepare_draw", "publish_draw", "refuse_request", "release", "request", "reserve",
    "set_size", "set_terms", "ticket", "to_ask", "typed_row", "withdraw", "withdraw_flat",
]  # fmt: skip
