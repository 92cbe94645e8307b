"""Uses of a talent card, as the gates of a partner record them: a code in, a use out.

A key of a partner acts as the account that the talent office has put on the provider's list.
"""

import secrets
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import make_aware
from ninja import Field, Router, Schema, Status

from yanzhen.api.callers import Needs, actor_of
from yanzhen.api.casework import Id
from yanzhen.api.policies import sentences
from yanzhen.api.problems import Sentences, example
from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.service import OfferShown

router = Router(tags=["卡权益 card privileges"])
RECORD = Needs("card-uses:write")


class CardUseIn(Schema):
    """The code that a card showed, and what it is used for; `at` where it is sent afterwards."""

    model_config = example({"code": "YZ1:…", "privilege": 7, "at": "2026-11-29T10:15:00+08:00"})

    code: Annotated[str, Field(min_length=1, max_length=2000)]
    privilege: Id
    at: datetime | None = None


class CardUseOut(Schema):
    """A use; not `fresh` when the same key had recorded it before."""

    id: int
    privilege: int
    at: datetime
    late: bool
    fresh: bool


class PrivilegeOut(Schema):
    """What the partner offers today."""

    id: int
    title: Sentences
    provider: Sentences
    levels: list[str]
    per_day: int | None
    per_month: int | None
    per_year: int | None
    per_card: int | None
    yearly: int | None


@router.get(
    "/card-privileges", auth=RECORD, response=list[PrivilegeOut], url_name="card_privileges"
)
def list_card_privileges(request: HttpRequest) -> Any:
    """本单位现在提供的权益。What this partner offers at present."""
    actor = actor_of(request)
    privileges.partnered(actor)
    return [_offer(one) for one in privileges.own_offers(actor)]


@router.post("/card-uses", auth=RECORD, response={201: CardUseOut}, url_name="card_uses")
def record_card_use(request: HttpRequest, use: CardUseIn) -> Any:
    """登记一次使用；同一幂等键只计一次，不限当天。

    Record a use. The same idempotency key counts once, today and ever after.
    """
    key = request.headers.get("Idempotency-Key") or secrets.token_urlsafe(24)
    made = privileges.record_code(
        acting=actor_of(request), code=use.code, privilege_id=use.privilege, key=f"api/{key}"[:100],
        at=_aware(use.at),
    )  # fmt: skip
    return Status(201, {
        "id": made.id, "privilege": made.privilege_id, "at": made.at, "late": made.late,
        "fresh": made.fresh,
    })  # fmt: skip


def _aware(at: datetime | None) -> datetime | None:
    """A moment; without an offset it is the city's, as everywhere."""
    if at is None:
        return None
    return at if at.tzinfo else make_aware(at)


def _offer(one: OfferShown) -> dict[str, Any]:
    limits = {f"per_{'card' if name == 'all' else name}": n for name, n in one.limits.items()}
    return {
        "id": one.id, "title": sentences(one.title), "provider": sentences(one.provider),
        "levels": list(one.levels), "yearly": one.yearly, **limits,
    }  # fmt: skip
