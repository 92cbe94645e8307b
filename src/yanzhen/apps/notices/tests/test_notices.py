"""What an account is told: on its page at once, by mail and text message from the outbox."""

import json
import smtplib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, Actor, acting, actor_of, create_account
from yanzhen.apps.jobs.service import load, work_off
from yanzhen.apps.notices import service
from yanzhen.apps.notices.errors import NotDelivered, Undeliverable
from yanzhen.apps.notices.kinds import KINDS, SMS
from yanzhen.apps.notices.models import Delivery, Notice, Wish
from yanzhen.apps.notices.sending import PAUSES
from yanzhen.policy.vocabulary import Label

pytestmark = pytest.mark.django_db
RENT = Label("租房补贴", "Rent subsidy")
ACCEPTED: dict[str, Any] = {"number": "XT2026-000017", "item": RENT}


@pytest.fixture(autouse=True)
def text_messages(settings: Any, tmp_path: Path) -> Path:
    settings.SMS_FILE = tmp_path / "texts.jsonl"
    settings.SITE_URL = "https://rc.example.cn"
    return tmp_path / "texts.jsonl"


@pytest.fixture
def she() -> Iterator[Actor]:
    with acting(actor_of(create_account(email="li@example.cn", name="李娜"))) as actor:
        yield actor


@pytest.fixture
def clerk(she: Actor) -> Actor:
    return actor_of(create_account(email="clerk@example.cn", name="王强"))


def tell(she: Actor, kind: str = "case_accepted", **words: Any) -> None:
    assert she.account_id is not None
    service.notify(she.account_id, kind, ACCEPTED | words, "/cases/XT2026-000017/")


def states() -> list[tuple[str, str]]:
    with acting(SYSTEM):
        return list(Delivery.objects.order_by("pk").values_list("way", "state"))


def test_it_stands_on_her_page_at_once(she: Actor) -> None:
    tell(she)

    (notice,) = service.received(acting=she)
    assert notice.title == Label("已受理：租房补贴", "Accepted: Rent subsidy")
    assert "XT2026-000017" in notice.body.zh
    assert "XT2026-000017" in notice.body.en
    assert (notice.link, notice.is_new) == ("/cases/XT2026-000017/", True)
    assert service.unread_count(acting=she) == 1


def test_read_is_read(she: Actor) -> None:
    tell(she)
    tell(she)
    first = service.received(acting=she)[1]

    assert service.mark_read([first.id], acting=she) == 1
    assert service.unread_count(acting=she) == 1
    assert service.mark_read(acting=she) == 1
    assert not any(one.is_new for one in service.received(acting=she))
    assert service.received(acting=she, before=first.id) == ()


def test_nobody_else_sees_or_reads_them(she: Actor, clerk: Actor) -> None:
    tell(she)

    for other in (clerk, NOBODY):
        with acting(other), connection.cursor() as cursor:
            assert service.received(acting=other) == ()
            assert service.mark_read(acting=other) == 0
            cursor.execute("SELECT count(*) FROM notices_notice")
            assert cursor.fetchone() == (0,)
            cursor.execute("SELECT count(*) FROM notices_delivery")
            assert cursor.fetchone() == (0,)
    assert service.unread_count(acting=she) == 1


def test_a_clerk_may_tell_her_without_seeing_her_page(she: Actor, clerk: Actor) -> None:
    with acting(clerk):
        tell(she)

    assert service.unread_count(acting=she) == 1


def test_the_mail_goes_out_in_both_languages_without_her_name(she: Actor) -> None:
    tell(she)
    assert mail.outbox == []

    assert work_off() == 1

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["li@example.cn"], "【雁阵】已受理：租房补贴")
    assert "已受理" in sent.body
    assert "Accepted: Rent subsidy" in sent.body
    assert "https://rc.example.cn/cases/XT2026-000017/" in sent.body
    assert "李娜" not in sent.body
    assert states() == [("email", "sent")]
    assert work_off() == 0


def test_a_text_message_goes_to_the_number_she_gave(she: Actor, text_messages: Path) -> None:
    service.want(acting=she, email=False, phone="138 0000-1234")
    assert service.wanted(acting=she) == service.Wanted(False, "138****1234")

    tell(she)
    work_off()

    (line,) = text_messages.read_text(encoding="utf-8").splitlines()
    sent = json.loads(line)
    assert (sent["to"], "XT2026-000017" in sent["text"]) == ("13800001234", True)
    assert text_messages.stat().st_mode & 0o077 == 0
    assert mail.outbox == []
    assert states() == [("sms", "sent")]


def test_the_number_is_sealed(she: Actor) -> None:
    service.want(acting=she, email=True, phone="13800001234")

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM notices_wish")
        (kept,) = cursor.fetchone()
    assert b"13800001234" not in bytes(kept)
    service.want(acting=she, email=True, phone="")
    assert Wish.objects.visible_to(she).get().phone is None


@pytest.mark.parametrize("number", ["1380000123", "12800001234", "１３８００００１２３４", "abc"])
def test_a_number_that_is_none_is_refused(she: Actor, number: str) -> None:
    with pytest.raises(service.WishRefused, match="11 位手机号"):
        service.want(acting=she, email=True, phone=number)


def test_nobody_is_told_of_what_was_rolled_back(she: Actor) -> None:
    with transaction.atomic():
        tell(she)
        transaction.set_rollback(True)

    assert service.received(acting=she) == ()
    assert work_off() == 0


def test_a_mail_server_that_is_away_is_tried_again_and_then_given_up(
    she: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise smtplib.SMTPServerDisconnected("to li@example.cn")

    monkeypatch.setattr(mail.EmailMessage, "send", away)
    tell(she)

    assert work_off() == len(PAUSES) + 1
    assert states() == [("email", "failed")]
    assert load().failed == 1


def test_an_address_that_does_not_exist_is_not_tried_again(
    she: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise smtplib.SMTPRecipientsRefused({"li@example.cn": (550, b"no such user")})

    monkeypatch.setattr(mail.EmailMessage, "send", refused)
    tell(she)

    assert work_off() == 1
    assert states() == [("email", "failed")]


def test_a_gateway_of_ones_own_says_whether_to_try_again(
    she: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Exception] = [NotDelivered("busy"), Undeliverable()]

    class Ours:
        def send(self, phone: str, text: str) -> None:
            raise said.pop(0)

    monkeypatch.setattr("yanzhen.apps.notices.gateway.import_string", lambda _: Ours)
    service.want(acting=she, email=False, phone="13800001234")
    tell(she)

    assert work_off() == 2
    assert states() == [("sms", "failed")]


def test_words_are_checked_when_it_is_told(she: Actor) -> None:
    with pytest.raises(service.UnknownKind):
        tell(she, "case_eaten")
    with pytest.raises(service.MissingWord, match="until"):
        tell(she, "supplement_asked")
    assert service.received(acting=she) == ()


def test_a_date_is_said_in_each_language_and_an_unset_one_is_not_made_up(she: Actor) -> None:
    tell(she, "supplement_asked", until=date(2026, 12, 5))
    tell(she, "supplement_asked", until=None)

    unset, dated = service.received(acting=she)
    assert "2026年12月5日" in dated.body.zh
    assert "5 December 2026" in dated.body.en
    assert "规定期限" in unset.body.zh


def test_a_kind_that_is_gone_is_still_listed(she: Actor) -> None:
    tell(she)
    Notice.objects.visible_to(she).update(kind="long_gone")

    assert service.received(acting=she)[0].title.zh == "long_gone"


def test_every_text_is_there_in_both_languages_and_needs_the_same_words() -> None:
    assert KINDS
    for name, kind in KINDS.items():
        texts = (kind.title.zh, kind.title.en, kind.body.zh, kind.body.en)
        assert all(texts), name
        words = {word: f"<{word}>" for word in kind.words}
        for zh, en in ((kind.title.zh, kind.title.en), (kind.body.zh, kind.body.en)):
            said = [{word for word in words if f"{{{word}}}" in text} for text in (zh, en)]
            assert said[0] == said[1], name
        if SMS in kind.ways:
            assert len(kind.body.zh.format_map(words)) <= 70, name
