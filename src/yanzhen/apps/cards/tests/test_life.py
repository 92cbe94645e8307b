"""What can happen to a card: each way, by whom, and what is refused from then on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting, actor_of, create_account
from yanzhen.apps.audit.service import events_of
from yanzhen.apps.cards import service
from yanzhen.apps.cards.actions.codes import LIVES
from yanzhen.apps.cards.errors import CardRefused, NoSuchCard
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.service import CardSeen, Refused
from yanzhen.apps.cards.tests.town import CITY, Phone, Town
from yanzhen.apps.notices.service import received
from yanzhen.apps.registry.service import link_account

Do = Callable[..., Any]


def done(actor: Actor, do: Do, card: Card, **given: Any) -> None:
    with acting(actor):
        do(acting=actor, card_id=card.pk, **given)


def refused(actor: Actor, do: Do, card: Card, **given: Any) -> set[str]:
    with acting(actor), pytest.raises(CardRefused) as refusal:
        do(acting=actor, card_id=card.pk, **given)
    return {one.code for one in refusal.value.refusals}


def look(text: str) -> CardSeen | Refused:
    return service.look_up(text, timezone.now())


def code_of(text: str) -> str:
    found = look(text)
    return found.state if isinstance(found, CardSeen) else found.code


def test_a_phone_shows_the_card_once_with_each_fresh_code(town: Town) -> None:
    card = town.issue("wang")
    phone = town.bind("wang", card)
    shown = town.shown_by("wang", card, phone)

    found = look(shown)

    assert isinstance(found, CardSeen)
    assert (found.card_id, found.state) == (card.pk, "valid")
    assert (found.name_mask, found.level) == ("王*", "C")
    assert code_of(shown) == "replayed"
    assert code_of(town.shown_by("wang", card, phone, ago=150)) == "stale"


def test_a_new_phone_ends_the_old_one(town: Town) -> None:
    card = town.issue("wang")
    old = town.bind("wang", card)
    kept = town.shown_by("wang", card, old)

    new = town.bind("wang", card)

    assert code_of(kept) == "revoked"
    assert code_of(town.shown_by("wang", card, new)) == "valid"
    assert town.events(card) == ["issued", "bound", "bound"]


def test_binding_the_same_phone_again_changes_nothing(town: Town) -> None:
    card = town.issue("wang")
    phone = town.bind("wang", card)
    kept = town.shown_by("wang", card, phone)

    done(town.wang, service.bind, card, key=phone.point)

    assert code_of(kept) == "valid"


@pytest.mark.parametrize("key", [b"", b"\x04" + bytes(64), b"\x02" + bytes(31), bytes(33)])
def test_what_is_no_point_of_the_curve_binds_nothing(town: Town, key: bytes) -> None:
    card = town.issue("wang")

    assert refused(town.wang, service.bind, card, key=key) == {"no_key"}


def test_a_lost_phone_is_refused_at_once_and_for_good(town: Town) -> None:
    card = town.issue("wang")
    phone = town.bind("wang", card)
    kept = town.shown_by("wang", card, phone)
    with acting(town.wang):
        printed = service.print_token(acting=town.wang, card_id=card.pk)

    done(town.wang, service.lost, card)
    assert (town.card("wang").state, town.card("wang").cause) == ("suspended", "lost")
    new = town.bind("wang", card)

    assert town.card("wang").state == "valid"
    assert code_of(kept) == code_of(printed) == "revoked"
    assert code_of(town.shown_by("wang", card, new)) == "valid"
    assert town.events(card) == ["issued", "bound", "lost", "bound"]


def test_a_found_phone_is_bound_anew(town: Town) -> None:
    card = town.issue("wang")
    phone = town.bind("wang", card)

    done(town.window, service.lost, card, reason="电话挂失，已核对身份")
    done(town.wang, service.recovered, card)

    assert town.card("wang").state == "valid"
    with acting(town.wang):
        assert service.phone_token(acting=town.wang, card_id=card.pk) is None
    assert code_of(town.shown_by("wang", card, town.bind("wang", card))) == "valid"
    assert phone.point  # the key itself may be bound again: it never left the phone


def test_suspended_is_refused_until_restored(town: Town) -> None:
    card = town.issue("wang")
    phone = town.bind("wang", card)
    shown = town.shown_by("wang", card, phone)

    done(town.office, service.suspend, card, reason="核实中")
    assert code_of(shown) == "suspended"
    assert refused(town.wang, service.bind, card, key=Phone().point) == {"not_valid"}
    assert refused(town.wang, service.recovered, card) == {"not_in_state"}
    done(town.office, service.restore, card, reason="核实完毕")

    assert code_of(shown) == "valid"


def test_a_new_name_makes_a_new_face_and_old_codes_are_refused(town: Town) -> None:
    card = town.issue("wang")
    phone = town.bind("wang", card)
    kept = town.shown_by("wang", card, phone)
    assert refused(town.window, service.renamed, card, reason="户口簿") == {"same_name"}

    town.rename("wang", "赵芳")
    done(town.window, service.renamed, card, reason="户口簿")

    assert (town.card("wang").name, town.card("wang").name_mask) == ("赵芳", "赵*")
    assert code_of(kept) == "revoked"
    found = look(town.shown_by("wang", card, phone))
    assert isinstance(found, CardSeen)
    assert found.name_mask == "赵*"


def test_a_replacement_refuses_print_and_phone(town: Town) -> None:
    card = town.issue("wang")
    with acting(town.wang):
        printed = service.print_token(acting=town.wang, card_id=card.pk)
    assert isinstance(look(printed), CardSeen)

    done(town.window, service.replace, card, reason="打印件遗失")

    assert code_of(printed) == "revoked"
    with acting(town.wang):
        again = service.print_token(acting=town.wang, card_id=card.pk)
    found = look(again)
    assert isinstance(found, CardSeen)
    assert found.printed


@pytest.mark.parametrize(("end", "cause", "told"), [
    (service.revoke, "office", True), (service.left, "left", True), (service.died, "died", False),
])  # fmt: skip
def test_the_office_ends_a_card_with_its_phone(town: Town, end: Do, cause: str, told: bool) -> None:
    card = town.issue("wang")
    kept = town.shown_by("wang", card, town.bind("wang", card))

    assert refused(town.window, end, card, reason="证明") == {"not_office"}
    assert refused(town.office, end, card, reason=" ") == {"needs_reason"}
    done(town.office, end, card, reason="证明文件第1号")

    assert (town.card("wang").state, town.card("wang").cause) == ("revoked", cause)
    assert code_of(kept) == "revoked"
    with acting(town.wang):
        assert ("card_revoked" in {one.kind for one in received(acting=town.wang)}) is told
        assert service.phone_token(acting=town.wang, card_id=card.pk) is None
    assert refused(town.office, service.restore, card, reason="误操作") == {"not_in_state"}


def test_a_card_that_was_there_before_her_account_is_hers_afterwards(town: Town) -> None:
    with acting(SYSTEM):
        town.settle("zhao", "赵强", account=False)
    card = town.issue("zhao")
    with acting(SYSTEM):
        made = create_account(email="zhao@example.cn", name="zhao")
        link_account(acting=SYSTEM, subject_id=town.subjects["zhao"], account_id=made.pk)
    zhao = actor_of(made)

    with acting(zhao):
        before = service.mine(zhao)
        count = service.adopt(acting=zhao)
        found = service.own_card(zhao, card.pk)

    assert (before, count) == ((), 1)
    assert [one.kind for one in found.events] == ["issued"]


def test_her_own_wish_ends_it(town: Town) -> None:
    card = town.issue("wang")

    done(town.wang, service.give_back, card)

    assert (town.card("wang").state, town.card("wang").cause) == ("revoked", "own_wish")


@pytest.mark.parametrize("do", [
    service.lost, service.recovered, service.give_back, service.unbind, service.fresh_code,
    service.phone_token, service.print_token, service.wallet_file,
])  # fmt: skip
def test_nobody_else_has_a_card_of_hers(town: Town, do: Do) -> None:
    card = town.issue("wang")

    for name in ("li", "elsewhere"):
        with acting(town.people[name]) as actor, pytest.raises(NoSuchCard):
            do(acting=actor, card_id=card.pk)


def test_staff_decide_nothing_of_their_own_card(town: Town) -> None:
    card = town.issue("wang")
    with acting(SYSTEM):
        Card.objects.filter(pk=card.pk).update(account=town.office.account_id)

    assert refused(town.office, service.suspend, card, reason="试") == {"own_card"}


class TestWebCodes:
    def test_is_opened_once(self, town: Town) -> None:
        card = town.issue("wang")
        with acting(town.wang):
            code = service.fresh_code(acting=town.wang, card_id=card.pk)

        first, second = look(f"https://rc.example.cn/c/{code}/"), look(code)

        assert isinstance(first, CardSeen)
        assert isinstance(second, Refused)
        assert second.code == "used"

    def test_runs_out(self, town: Town) -> None:
        card = town.issue("wang")
        with acting(town.wang):
            code = service.fresh_code(acting=town.wang, card_id=card.pk)

        found = service.look_up(code, timezone.now() + LIVES + timedelta(seconds=1))

        assert isinstance(found, Refused)
        assert found.code == "expired"

    def test_says_that_a_card_was_suspended_since(self, town: Town) -> None:
        card = town.issue("wang")
        with acting(town.wang):
            code = service.fresh_code(acting=town.wang, card_id=card.pk)
        done(town.office, service.suspend, card, reason="核实中")

        assert code_of(code) == "suspended"
        assert refused(town.wang, service.fresh_code, card) == {"not_valid"}

    @pytest.mark.parametrize("code", ["", "x", "\x00", "é" * 20, "a" * 3000, "YZ1:", "YZ1:AAAA"])
    def test_what_is_no_code_is_refused_with_a_sentence(self, town: Town, code: str) -> None:
        found = look(code)

        assert isinstance(found, Refused)
        assert found.say.zh
        assert found.say.en


def test_a_card_whose_last_day_has_passed_is_shown_no_more(town: Town) -> None:
    today = timezone.localdate()
    card = town.issue("wang", until=today)
    with acting(SYSTEM):
        Card.objects.filter(pk=card.pk).update(
            valid_from=today - timedelta(9), valid_until=today - timedelta(1)
        )

    assert refused(town.wang, service.fresh_code, card) == {"not_valid"}
    assert refused(town.wang, service.print_token, card) == {"not_valid"}
    with acting(town.wang):
        assert service.mine(town.wang)[0].state == "over"


def test_what_happened_stands_in_the_chain_without_her_name(town: Town) -> None:
    card = town.issue("wang")
    town.bind("wang", card)
    done(town.wang, service.lost, card)

    with acting(SYSTEM):
        rows = list(events_of(f"card:{card.pk}"))
    assert [one.kind for one in rows] == ["card.lost", "card.bound", "card.issued"]
    assert {one.chain for one in rows} == {CITY}
    assert "王芳" not in str([one.details for one in rows])
