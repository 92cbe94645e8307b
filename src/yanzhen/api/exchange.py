"""Between installations: one city's service asks another's, by signed messages.

No key and no session: who asks is known by the signature of the message, which only a peer has
whose keys an administrator of this city has confirmed. docs/guide/exchange.md has the messages.
"""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from yanzhen.api.problems import example
from yanzhen.apps.crosswalks import service as crosswalks

router = Router(tags=["城市互认 exchange"])
LONGEST_MESSAGE = 20_000


class MessageIn(Schema):
    """A signed message (JWT, EdDSA) of the asking city."""

    model_config = example({"request": "eyJhbGciOiJFZERTQSJ9.eyJhdWQiOiJ4aWFuZ3RhbiJ9.c2lnbg"})

    request: Annotated[str, Field(min_length=1, max_length=LONGEST_MESSAGE)]


class StatementOut(Schema):
    """A signed statement about one person: no name, no number."""

    statement: str


class NewsOut(Schema):
    """A signed message: which statements stand, which ended, which documents are in force."""

    news: str


class WokenOut(Schema):
    """It was understood."""

    taken: bool


@router.post("/exchange/{city}/statement", response=StatementOut, url_name="exchange_statement")
def ask_for_statement(request: HttpRequest, city: str, message: MessageIn) -> Any:
    """凭本人代码询问一项认定；每个代码只答一次。Ask for what she lets this city know, once."""
    return {"statement": crosswalks.statement_for(city, message.request)}


@router.post("/exchange/{city}/news", response=NewsOut, url_name="exchange_news")
def ask_for_news(request: HttpRequest, city: str, message: MessageIn) -> Any:
    """已告知的认定是否仍有效，以及互认文件。How statements stand, and the documents."""
    return {"news": crosswalks.news_for(city, message.request)}


@router.post("/exchange/{city}/wake", response={202: WokenOut}, url_name="exchange_wake")
def take_wake(request: HttpRequest, city: str, message: MessageIn) -> Any:
    """对方有变更，请立即询问。Something has changed: ask at once."""
    crosswalks.woken(city, message.request)
    return Status(202, {"taken": True})
