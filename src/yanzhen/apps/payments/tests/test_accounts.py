"""Bank accounts: given by the owner or entered with a second look, sealed, never edited."""

import logging
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.models import Event
from yanzhen.apps.payments import service
from yanzhen.apps.payments.models import PayeeAccount
from yanzhen.apps.payments.service import NoSuchAccount, PaymentRefused
from yanzhen.apps.payments.tests.till import BANK, NUMBERS, Till
from yanzhen.apps.sealing.service import reseal

OTHER = "6013821900001111222"


def test_her_own_account_is_used_at_once_and_the_earlier_one_is_kept(till: Till) -> None:
    with acting(till.actor("wang")) as wang:
        service.give_account(wang, " 王 芳 ", "中国银行", "6013 8219-0000 1111 222")
        mine = service.own_accounts(wang)

    assert [(one.state, one.masked) for one in mine] == [
        ("current", "****1222"), ("replaced", "****8901")
    ]  # fmt: skip
    assert mine[0].holder == "王 芳"
    with acting(SYSTEM):
        kept = PayeeAccount.objects.get(state="current")
        assert kept.number.open() == OTHER
        assert OTHER.encode() not in kept.number.bytes


@pytest.mark.parametrize(
    ("holder", "bank", "number", "wrong"),
    [
        ("", BANK, OTHER, ["bad_holder"]),
        ("=HYPERLINK(1)", BANK, OTHER, ["bad_holder"]),
        ("王芳\n李强", "+cmd|' /C calc'!A0", OTHER, ["bad_bank"]),
        ("12345", BANK, OTHER, ["bad_holder"]),
        ("王" * 51, BANK, OTHER, ["bad_holder"]),
        ("王芳", BANK, "1234567", ["bad_number"]),
        ("王芳", BANK, "六二一七零零零零", ["bad_number"]),
        ("", "", "", ["bad_holder", "bad_bank", "bad_number"]),
    ],
)
def test_what_no_bank_takes_is_refused_all_at_once(
    till: Till, holder: str, bank: str, number: str, wrong: list[str]
) -> None:
    with acting(till.actor("wang")) as wang, pytest.raises(PaymentRefused) as refused:
        service.give_account(wang, holder, bank, number)
    assert [one.code for one in refused.value.refusals] == wrong


def test_what_finance_enters_waits_for_another_person(till: Till) -> None:
    subject = till.purse.town.subjects["li"]
    with acting(till.actor("zhou")) as zhou:
        place = next(iter({one.tenant_id for one in zhou.posts}))
        assert place is not None
        made = service.propose_account(zhou, subject, place, "李强", BANK, NUMBERS["li"])
        assert service.account_of(zhou, subject) is None
        with pytest.raises(PaymentRefused) as refused:
            service.look_at_account(zhou, made.id, agrees=True)
    assert [one.code for one in refused.value.refusals] == ["same_hand"]
    with acting(till.actor("yuhu_finance")) as county:
        assert service.proposed_accounts(county) == ()
        with pytest.raises(NoSuchAccount):
            service.look_at_account(county, made.id, agrees=True)

    with acting(till.actor("qian")) as qian:
        assert [one.id for one in service.proposed_accounts(qian)] == [made.id]
        service.look_at_account(qian, made.id, agrees=True)
        found = service.account_of(qian, subject)

    assert found is not None
    assert (found.masked, found.source) == ("****4567", "finance")
    with acting(till.actor("li")) as li:
        assert [one.masked for one in service.own_accounts(li)] == ["****4567"]


def test_an_account_is_seen_by_its_owner_and_by_those_who_pay(till: Till) -> None:
    subject = till.purse.town.subjects["wang"]
    for who, sees in (("wang", 1), ("li", 0), ("clerk", 0), ("zhou", 1)):
        with acting(till.actor(who)) as actor:
            assert len(service.accounts_of(actor, subject)) == sees, who
            with connection.cursor() as cursor:  # and the database says the same
                cursor.execute("SELECT count(*) FROM payments_payeeaccount")
                assert cursor.fetchone() == (1 if who == "wang" else 0,), who


def test_no_account_is_edited_or_taken_away(till: Till) -> None:
    for change in (
        "UPDATE payments_payeeaccount SET last_four = '0000'",
        "UPDATE payments_payeeaccount SET state = 'declined'",
        "UPDATE payments_payeeaccount SET number = number || '\\x00'::bytea",
        "DELETE FROM payments_payeeaccount",
    ):
        with (
            acting(SYSTEM),
            pytest.raises(Exception, match="stays as it was"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    with acting(SYSTEM):
        one = PayeeAccount.objects.get()
        one.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)


def test_the_keys_can_be_turned(till: Till, settings: Any) -> None:
    settings.SEALING_KEYS = f"fresh:{'B' * 22}==,{settings.SEALING_KEYS}"
    with acting(SYSTEM):
        list(reseal([PayeeAccount]))
        assert PayeeAccount.objects.get().number.key == "fresh"
    assert NUMBERS["wang"].encode() in till.export(_approved(till))


def _approved(till: Till) -> str:
    number = till.frozen()
    till.approve(number)
    return number


def test_no_number_of_an_account_is_ever_written_down(
    till: Till, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        number = till.sent()
        run, payments = till.run(number), till.payments(number)
        with acting(till.actor("wang")) as wang, pytest.raises(PaymentRefused):
            service.give_account(wang, "", BANK, NUMBERS["wang"])

    account = NUMBERS["wang"]
    assert account not in caplog.text
    assert account not in repr((run, payments))
    with acting(SYSTEM):
        assert account not in repr(list(Event.objects.values_list()))
        assert account not in repr(list(PayeeAccount.objects.values_list()))
