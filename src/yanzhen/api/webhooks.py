"""Webhooks: where a key wants to be told of events, and how telling it went."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from yanzhen.api.callers import Needs, caller_of
from yanzhen.api.problems import example
from yanzhen.apps.clients import service as clients

router = Router(tags=["推送 webhooks"])
MANAGE = Needs("webhooks:manage")


class WebhookIn(Schema):
    """An https address and the events; `case.*` means all of them."""

    model_config = example(
        {"url": "https://hooks.example.cn/yanzhen", "events": ["case.accept", "case.approve"]}
    )

    url: Annotated[str, Field(min_length=8, max_length=400)]
    events: list[Annotated[str, Field(max_length=48)]] = Field(min_length=1, max_length=20)


class WebhookOut(Schema):
    id: str
    url: str
    events: list[str]
    created_at: datetime


class WebhookMade(WebhookOut):
    """With the secret that signs, shown once."""

    secret: str


class DeliveryOut(Schema):
    id: str
    event: str
    state: str
    attempts: int
    answered: int | None
    problem: str
    created_at: datetime
    ended_at: datetime | None


@router.get("/webhooks", auth=MANAGE, response=list[WebhookOut], url_name="webhooks")
def list_webhooks(request: HttpRequest) -> Any:
    """本密钥的推送地址。The subscriptions of this key."""
    return [_webhook(one) for one in clients.subscriptions(caller_of(request).program)]


@router.post("/webhooks", auth=MANAGE, response={201: WebhookMade}, url_name="webhooks")
def add_webhook(request: HttpRequest, webhook: WebhookIn) -> Any:
    """登记推送地址；签名密钥只显示这一次。Subscribe; the signing secret is shown once."""
    made, secret = clients.subscribe(caller_of(request).program, webhook.url, webhook.events)
    return Status(201, {**_webhook(made), "secret": secret})


@router.delete("/webhooks/{webhook_id}", auth=MANAGE, response={204: None}, url_name="webhook")
def remove_webhook(request: HttpRequest, webhook_id: str) -> Any:
    """停止推送。Nothing more is sent there."""
    clients.unsubscribe(caller_of(request).program, webhook_id)
    return Status(204, None)


@router.get(
    "/webhooks/{webhook_id}/deliveries", auth=MANAGE, response=list[DeliveryOut],
    url_name="deliveries",
)  # fmt: skip
def list_deliveries(request: HttpRequest, webhook_id: str) -> Any:
    """推送记录，最近 100 条。The last hundred deliveries."""
    found = clients.deliveries(caller_of(request).program, webhook_id)
    return [_delivery(one) for one in found]


@router.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/again", auth=MANAGE, response=DeliveryOut,
    url_name="deliver_again",
)  # fmt: skip
def deliver_again(request: HttpRequest, webhook_id: str, delivery_id: str) -> Any:
    """重新推送失败的一条。Send again what failed."""
    return _delivery(clients.send_again(caller_of(request).program, webhook_id, delivery_id))


def _webhook(one: clients.Subscription) -> dict[str, Any]:
    return {
        "id": one.public_id, "url": one.url, "events": one.events, "created_at": one.created_at,
    }  # fmt: skip


def _delivery(one: clients.Delivery) -> dict[str, Any]:
    kept = {name: getattr(one, name) for name in DeliveryOut.model_fields if name != "id"}
    return {"id": one.public_id, **kept}
