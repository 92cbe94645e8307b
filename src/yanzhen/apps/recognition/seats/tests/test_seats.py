"""Authorised, used, refused, changed, ended, returned: seats from the office to the last one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.notices.models import Notice
from yanzhen.apps.recognition import service as recognition
from yanzhen.apps.recognition.errors import NoSuchRecognition, RecognitionRefused
from yanzhen.apps.recognition.models import Recognition
from yanzhen.apps.recognition.models.seat import Authorisation, SeatUse
from yanzhen.apps.recognition.seats import service
from yanzhen.apps.recognition.seats.tests.works import FIRM, Works, granting, publish
from yanzhen.apps.registry.service import Grade, facts_of_many, link_account

TODAY = timezone.localdate


def codes(call: Any, **given: Any) -> list[str]:
    """The codes of a refusal, or none."""
    try:
        call(**given)
    except RecognitionRefused as refused:
        return [one.code for one in refused.refusals]
    return []


def facts(works: Works, name: str) -> dict[str, Any]:
    with acting(SYSTEM):
        subject = works.subjects[name]
        return facts_of_many({subject}, TODAY(), "hengyang", at_least=Grade.A).get(subject, {})


def test_an_authorisation_has_its_own_line_of_the_pool(works: Works) -> None:
    with acting(SYSTEM):
        one = Authorisation.objects.get(pk=works.authorisation)
    assert one.line == (
        f"hengyang/self-recognition-seats/{one.valid_from.year}/authorisation-{one.pk}"
    )
    assert (works.held().allotted, works.left()) == (2, 2)
    assert facts(works, FIRM)["self_recognition_authorised"] is True


def test_the_employer_recognises_and_a_seat_is_spent(works: Works) -> None:
    use = works.recognise("li")

    assert (works.left(), works.held().spent) == (1, 1)
    with acting(works.hr) as hr:
        (shown,) = service.uses_of_employers(hr)
        made = recognition.recognition(hr, use.recognition_id)
    assert (shown.person, shown.recognition, shown.state) == ("li", made.number, "current")
    assert (made.by, made.employer_id, made.clause) == ("employer", works.subjects[FIRM], "激A2")
    assert made.reason == "学科带头人"
    assert facts(works, "li")["high_level_talent"] is True


def test_after_the_last_seat_the_employer_is_told_what_is_used_and_whom_to_ask(
    works: Works,
) -> None:
    works.hire("zhao")
    works.recognise("li")
    works.recognise("wang")

    with acting(works.hr) as hr, pytest.raises(RecognitionRefused) as refused:
        service.recognise(acting=hr, deciding=works.deciding("zhao"))

    (one,) = refused.value.refusals
    assert one.code == "none_left"
    assert "本年度名额已用完：共授权 2 名，已用 2 名" in one.say.zh
    assert "人才" in one.say.zh.split("请联系")[1]
    assert "high_level_talent" not in facts(works, "zhao")
    assert (works.held().spent, works.left()) == (2, 0)
    with acting(SYSTEM):
        assert Recognition.objects.count() == SeatUse.objects.count() == 2


def test_the_same_form_again_is_the_same_decision(works: Works) -> None:
    first = works.recognise("li", key="one")

    assert works.recognise("li", key="one").pk == first.pk
    assert works.left() == 1


def test_nobody_is_recognised_twice_and_the_seat_stays(works: Works) -> None:
    works.recognise("li")

    assert works.refused("li") == ["not_higher"]
    assert works.left() == 1


def test_all_that_is_missing_is_said_at_once(works: Works) -> None:
    found = works.refused(
        "nobody", decision="", reason="", papers="", level="A",
        decided_on=TODAY() + timedelta(days=1),
    )  # fmt: skip

    assert found == [
        "not_employee", "no_level", "no_decision", "no_decided", "needs_reason", "no_papers",
    ]  # fmt: skip
    assert works.left() == 2


def test_only_people_of_the_employer_and_only_by_its_officers(works: Works) -> None:
    with acting(SYSTEM):
        works.hire("stranger", firm="湘江机械")

    assert works.refused("stranger") == ["not_employee"]
    assert works.refused("li", by="office") == ["not_employer"]
    for name in ("other", "elsewhere", "li"):
        with pytest.raises(NoSuchRecognition):
            works.recognise("li", by=name)
    assert works.left() == 2


def test_an_officer_does_not_recognise_herself(works: Works) -> None:
    with acting(SYSTEM):
        herself = works.hire("hr self")
        account = works.hr.account_id
        assert account is not None
        link_account(acting=SYSTEM, subject_id=herself, account_id=account)

    assert works.refused("hr self") == ["own_hand"]


@pytest.mark.parametrize(("since", "until", "code"), [(-400, -36, "over"), (10, 300, "not_yet")])
def test_outside_its_days_an_authorisation_gives_nothing(
    works: Works, since: int, until: int, code: str
) -> None:
    days: dict[str, Any] = {"valid_from": TODAY() + timedelta(days=since),
            "valid_until": TODAY() + timedelta(days=until)}  # fmt: skip
    with acting(works.office) as office:
        service.close(acting=office, key=works.authorisation, reason="改授权")
    works.authorisation = works.authorise(**days).pk

    assert code in works.refused("li")
    assert works.left() == 2


def test_what_the_office_enters_is_refused_with_all_reasons(works: Works) -> None:
    wrong = granting(employer="没有这家", kind="x", seats=0, scope="", basis="", valid_until=None)
    with acting(works.office) as office:
        found = codes(service.authorise, acting=office, granting=wrong)
    assert found == ["no_kind", "no_seats", "no_scope", "no_basis", "no_days", "no_employer"]


def test_no_city_authorises_whose_text_does_not_know_it(works: Works) -> None:
    with acting(SYSTEM):
        publish("xiangtan")
    with acting(works.elsewhere) as office:
        found = codes(service.authorise, acting=office, granting=granting(city="xiangtan"))
        also = codes(service.authorise, acting=office, granting=granting())
    assert (found, also) == (["not_in_text"], ["not_office"])


def test_longer_than_a_year_or_twice_at_once_is_refused(works: Works) -> None:
    with acting(works.office) as office:
        longer = granting(valid_until=TODAY() + timedelta(days=700))
        assert codes(service.authorise, acting=office, granting=longer) == ["too_long", "overlaps"]
        assert codes(service.authorise, acting=office, granting=granting()) == ["overlaps"]
        service.close(acting=office, key=works.authorisation, reason="改授权")
        assert codes(service.authorise, acting=office, granting=granting()) == ["overlaps"]
        assert not codes(service.authorise, acting=office, granting=granting(valid_from=TODAY()))


def test_the_database_holds_that_no_two_overlap(works: Works) -> None:
    with acting(SYSTEM), transaction.atomic():
        one = Authorisation.objects.get(pk=works.authorisation)
        one.pk, one.line, one.key = None, None, "another"
        with pytest.raises(IntegrityError, match="no_two_at_once"):
            one.save(force_insert=True)
        transaction.set_rollback(True)


def test_seats_are_raised_and_lowered_down_to_what_is_used(works: Works) -> None:
    works.recognise("li")
    works.recognise("wang")
    with acting(works.office) as office:
        change: dict[str, Any] = {"acting": office, "key": works.authorisation}
        assert codes(service.resize, **change, seats=1, reason="调减") == ["in_use"]
        assert codes(service.resize, **change, seats=5, reason=" ") == ["needs_reason"]
        service.resize(**change, seats=5, reason="市委人才办〔2026〕21号（测试）")
        service.resize(**change, seats=3, reason="调减")
    assert (works.held().allotted, works.left()) == (3, 1)


def test_ending_takes_back_what_is_free_and_keeps_what_was_recognised(works: Works) -> None:
    works.recognise("li")
    with acting(works.office) as office:
        service.close(acting=office, key=works.authorisation, reason="违规")
        assert codes(service.close, acting=office, key=works.authorisation, reason="再") == [
            "closed"
        ]
    assert (works.held().allotted, works.left()) == (1, 0)
    assert works.refused("wang") == ["closed"]
    assert facts(works, "li")["high_level_talent"] is True
    assert "self_recognition_authorised" not in facts(works, FIRM)


def test_a_seat_returns_only_after_withdrawal_and_only_by_the_office(works: Works) -> None:
    use = works.recognise("li")
    with acting(works.office) as office:
        given: dict[str, Any] = {"acting": office, "use": use.pk, "reason": "撤销认定"}
        assert codes(service.give_back, **given) == ["still_held"]
        withdraw(works, use.recognition.number)
        assert works.left() == 1  # not by itself
    with acting(works.hr) as hr:
        assert codes(service.give_back, **{**given, "acting": hr}) == ["not_office"]
    with acting(works.office):
        service.give_back(**given)
        assert codes(service.give_back, **given) == ["is_returned"]
    assert (works.left(), works.held().spent) == (2, 0)
    assert "high_level_talent" not in facts(works, "li")
    with acting(works.hr) as hr:
        assert service.uses_of_employers(hr)[0].is_returned


def withdraw(works: Works, number: str) -> None:
    """As the office withdraws: told, heard, decided by another person."""
    with acting(works.office) as office:
        wanted = recognition.Wanted("withdraw", "cause", "材料不实", "激A1")
        one = recognition.open_proceeding(office, number, wanted)
        recognition.tell(office, one, TODAY() + timedelta(days=5))
    with acting(works.li) as li:
        recognition.answer(li, one, "没有意见", waives=True)
    with acting(works.second) as second:
        recognition.decide(second, one, "材料不实")


def test_who_sees_what(works: Works) -> None:
    works.recognise("li")
    seen = {}
    for name in ("office", "hr", "other", "elsewhere", "li"):
        with acting(works.people[name]) as actor:
            seen[name] = (len(service.of_office(actor)), len(service.of_employers(actor)),
                          Authorisation.objects.count(), SeatUse.objects.count())  # fmt: skip
    assert seen == {
        "office": (1, 0, 1, 1), "hr": (0, 1, 1, 1), "other": (0, 0, 0, 0),
        "elsewhere": (0, 0, 0, 0), "li": (0, 0, 0, 0),
    }  # fmt: skip


def test_everybody_concerned_is_told(works: Works) -> None:
    works.recognise("li")
    with acting(SYSTEM):
        told = set(Notice.objects.values_list("kind", "account__email"))
    assert {
        ("seats_authorised", "hr@example.cn"), ("seat_used", "office@example.cn"),
        ("recognition_recognised", "li@example.cn"),
    } <= told  # fmt: skip


def test_the_ledger_adds_up(works: Works) -> None:
    works.recognise("li")
    assert ledgers.recompute().first_difference is None
