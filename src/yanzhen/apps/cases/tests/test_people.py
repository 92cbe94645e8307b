"""Who does it: transfer, reassign, delegate; offers without an application; an employer's sheet."""

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.utils import timezone
from python_calamine import CalamineWorkbook

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.cases import service
from yanzhen.apps.cases.service import Given
from yanzhen.apps.cases.tests.test_way import accepted, refused
from yanzhen.apps.cases.tests.town import ENTITLED, RENT_FEN, Town, know
from yanzhen.apps.notices.service import received
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry.service import (
    Grade,
    Purpose,
    add_subject,
    give_consent,
)


def check_digit(seventeen: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(seventeen, weights, strict=True))
    return seventeen + "10X98765432"[total % 11]


def test_a_county_hands_a_case_to_the_city_and_sees_it_no_more(town: Town) -> None:
    number = town.file("wang", place="xiangtan/yuhu")

    town.act("yuhu_clerk", number, "transfer", unit="xiangtan", reason="市直单位人才")

    moved = town.see("clerk", number)
    assert (moved.row.number, moved.row.state) == (number, "submitted")
    assert moved.steps[-1].action == "transfer"
    assert moved.steps[-1].by == "yuhu_clerk"
    with acting(town.yuhu_clerk) as clerk, pytest.raises(service.NoSuchCase):
        service.one(clerk, number)
    town.act("clerk", number, "accept")


def test_a_case_does_not_leave_the_city(town: Town) -> None:
    number = town.file("wang")

    for unit in ("hengyang", "xiangtan/nowhere"):
        given = {"unit": unit, "reason": "x"}
        assert refused(town.act, "clerk", number, "transfer", **given) == ["no_unit"]


def test_work_goes_to_a_colleague_who_is_told(town: Town) -> None:
    other = town.employ("housing2", (Role.REVIEWER, "xiangtan/housing_authority"))
    number = accepted(town)
    with acting(town.housing) as housing:
        seen = service.one(housing, number)
        names = {one.name for one in service.colleagues(housing, seen)}
    town.act("housing", number, "reassign", person=other.account_id)

    assert names == {"housing", "housing2"}
    with acting(town.housing) as housing:
        assert service.queue(housing).rows == ()
    with acting(town.housing2) as colleague:
        assert [row.number for row in service.queue(colleague).rows] == [number]
        assert [one.kind for one in received(acting=colleague)] == ["work_arrived"]
    given = {"person": town.finance.account_id}
    assert refused(town.act, "housing2", number, "reassign", **given) == ["no_person"]


def test_a_colleague_acts_while_someone_is_away_and_no_longer(town: Town) -> None:
    number = accepted(town)
    town.act("housing", number, "review_agree")
    town.act("finance", number, "review_agree")
    today = timezone.localdate()
    desk = organisation("xiangtan/talent_office").id
    stand_in = town.people["office"].account_id
    assert stand_in is not None
    assert refused(town.act, "office", number, "approve", decision=service.Wanted()) == [
        "not_yours"
    ]
    with acting(town.approver) as approver:
        given = service.delegate(approver, stand_in, Role.APPROVER, desk, today, today)
        assert refused(
            service.delegate, approver, town.housing.account_id, Role.CLERK, desk, today, today
        ) == ["not_your_post", "no_colleague"]
    with acting(town.office) as office:
        assert [row.number for row in service.queue(office).rows] == [number]
    with acting(town.approver) as approver:
        service.end_delegation(approver, given)
    with acting(town.office) as office:
        assert service.queue(office).rows == ()


def test_who_qualifies_is_asked_and_need_not_apply(town: Town) -> None:
    for name, grade in (("wang", Grade.A), ("li", Grade.D)):
        with acting(SYSTEM):
            know(town.subjects[name], grade, ENTITLED)
        with acting(town.people[name]) as actor:
            give_consent(
                acting=actor, subject_id=town.subjects[name], purpose=Purpose.ASSESS, how="网上"
            )
    with acting(town.office) as office:
        first = service.make_offers(office, "xiangtan", "rent", "xiangtan")
        again = service.make_offers(office, "xiangtan", "rent", "xiangtan")
    assert (first.looked_at, first.qualify, first.asked) == (2, 1, 1)
    assert (again.qualify, again.asked) == (1, 0)
    with acting(town.li) as li:
        assert service.offers(li) == ()
    with acting(town.wang) as wang:
        (offer,) = service.offers(wang)
        assert (offer.total_fen, offer.state) == (RENT_FEN, "asked")
        assert "offer_made" in [one.kind for one in received(acting=wang)]
        number = service.answer_offer(wang, offer.id, True)
        assert number == service.answer_offer(wang, offer.id, True)
        assert refused(service.answer_offer, wang, offer.id, False) == ["answered"]
    assert number is not None
    assert town.see("clerk", number).row.channel == "offer"
    with acting(town.wang) as wang:
        assert refused(service.make_offers, wang, "xiangtan", "rent", "xiangtan") == ["not_yours"]


def employer(town: Town) -> tuple[Actor, int]:
    with acting(SYSTEM):
        firm = add_subject(
            acting=SYSTEM, kind="employer", name="湘潭某某公司",
            organisation_id=organisation("xiangtan").id,
        ).subject  # fmt: skip
        account = create_account(email="hr@example.cn", name="hr")
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=Role.EMPLOYER_HR, employer_id=firm.pk
        )
    town.people["hr"] = actor_of(account)
    return town.people["hr"], firm.pk


def sheet(rows: list[list[Any]]) -> bytes:
    body = BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as book:
        page = book.add_worksheet("申请")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
    return body.getvalue()


def roster() -> bytes:
    names = list(ENTITLED)
    good = [ENTITLED[name] for name in names]
    bought = [("commercial" if n == "local_home_purchase" else ENTITLED[n]) for n in names]
    broken = [("many" if n == "contract_years" else ENTITLED[n]) for n in names]
    ids = [check_digit(f"4303021990010100{n}") for n in range(1, 6)]
    wrong = ids[2][:-1] + ("0" if ids[2][-1] != "0" else "1")
    return sheet([
        ["证件号码", *names, "姓名"],  # in any order
        [ids[0], *good, "张一"],
        [ids[1], *good, "张二"],
        [wrong, *good, "张三"],
        [ids[3], *bought, "张四"],
        [ids[4], *broken, "张五"],
    ])  # fmt: skip


def test_an_employer_applies_for_many_and_bad_rows_do_not_hold_up_good_ones(town: Town) -> None:
    hr, firm = employer(town)
    with acting(hr):
        made = service.file_many(hr, "xiangtan", "rent", "xiangtan", firm, "名单.xlsx", roster())
        again = service.file_many(hr, "xiangtan", "rent", "xiangtan", firm, "名单.xlsx", roster())
        listed = service.cases(hr).rows
        book = CalamineWorkbook.from_filelike(BytesIO(service.refused_rows(hr, made.id)))

    assert (made.filed, made.refused) == (2, 3)
    assert [one.number for one in again.rows] == [one.number for one in made.rows]
    assert {row.subject_name for row in listed} == {"张一", "张二"}
    reasons = {one.name: one.why.zh for one in made.rows if one.number is None}
    assert "校验" in reasons["张三"]
    assert "不符合" in reasons["张四"]
    assert "合同" in reasons["张五"]
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["张三", "张四", "张五"]
    assert town.see("clerk", str(made.rows[0].number)).row.channel == "employer"


def test_a_sheet_of_somebody_else_or_without_its_columns_is_refused(town: Town) -> None:
    hr, firm = employer(town)
    body = sheet([["名字"], ["张一"]])
    with acting(town.wang) as wang:
        assert refused(
            service.file_many, wang, "xiangtan", "rent", "xiangtan", firm, "a.xlsx", body
        ) == ["not_yours"]
    with acting(hr):
        codes = refused(service.file_many, hr, "xiangtan", "rent", "xiangtan", firm, "a.xlsx", body)
        assert codes == ["no_column", "no_column"]
        assert refused(
            service.file_many, hr, "xiangtan", "rent", "xiangtan", firm, "a.xlsx", b"PK\x03\x04"
        ) == ["unreadable"]


def test_one_row_for_one_person(town: Town) -> None:
    hr, firm = employer(town)
    number, names = check_digit("43030219900101001"), list(ENTITLED)
    row = [number, *ENTITLED.values(), "张一"]
    body = sheet([["证件号码", *names, "姓名"], row, row])
    with acting(hr):
        looked = service.look_over(hr, "xiangtan", "rent", "xiangtan", firm, "名单.xlsx", body)
        assert service.cases(hr).rows == ()
        made = service.file_many(hr, "xiangtan", "rent", "xiangtan", firm, "名单.xlsx", body)
        filed = service.look_over(hr, "xiangtan", "rent", "xiangtan", firm, "名单.xlsx", body)

    for rows in (looked, made.rows, filed):
        assert [one.number is not None for one in rows] == [True, False]
        assert rows[1].why.zh == "与第 2 行的证件号码相同，一人只填一行。"
    assert filed[0].number == made.rows[0].number


def test_the_template_asks_what_the_item_asks(town: Town) -> None:
    body = service.sheet_template("xiangtan", "rent")
    header = CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(0).to_python()[0]

    assert header[:3] == ["姓名", "证件类型", "证件号码"]
    assert len(header) > 8
    assert Given().names == frozenset()
