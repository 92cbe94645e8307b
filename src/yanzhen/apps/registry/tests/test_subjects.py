"""Bringing people in: nobody twice, everybody seen by those who have to do with her."""

from io import StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, Actor, Post, Role, acting
from yanzhen.apps.audit.service import events_of, readings_of
from yanzhen.apps.organisations.models import Organisation
from yanzhen.apps.registry import service
from yanzhen.apps.registry.models import Identifier, Residence, Subject
from yanzhen.apps.registry.service import Grade, NoSuchEntry, NoSuchSubject, RegistryRefused
from yanzhen.apps.registry.tests.conftest import LI, WANG, World, bring, card
from yanzhen.apps.sealing.service import drawn_key


def reasons(refused: pytest.ExceptionInfo[RegistryRefused]) -> str:
    return "\n".join(one.reason.zh for one in refused.value.refusals)


def ids(table: str = "registry_subject") -> set[int]:
    """What PostgreSQL itself lets this connection see, whatever our queries say."""
    column = "id" if table == "registry_subject" else "subject_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def test_a_clerk_brings_someone_in_and_others_do_not_see_her(world: World, wang: int) -> None:
    for actor, sees in (
        (world.clerk, True), (world.office, True), (world.auditor, True), (SYSTEM, True),
        (world.other, False), (world.officer, False), (world.her, False), (NOBODY, False),
    ):  # fmt: skip
        with acting(actor):
            assert (wang in ids()) is sees, actor
            assert Subject.objects.visible_to(actor).filter(pk=wang).exists() is sees, actor
            for table in ("registry_identifier", "registry_residence"):
                assert (wang in ids(table)) is sees, (actor, table)


def test_a_department_sees_whom_it_has_to_look_at(world: World, wang: int) -> None:
    with acting(SYSTEM):
        bureau = Organisation.objects.create(
            code="xiangtan/yuetang/hr_bureau", kind="department", parent_id=world.yuetang,
            tenant_id=world.yuetang, unit="hr_bureau", city="xiangtan", name_zh="局", name_en="B",
        ).pk  # fmt: skip
    post = Post(Role.REVIEWER, bureau, world.yuetang, reach=frozenset({bureau}))
    reviewer = Actor(77, "审核", (post,), departments=frozenset({bureau}))
    with acting(reviewer):
        assert ids() == set()
        assert not Subject.objects.visible_to(reviewer).exists()
    with acting(SYSTEM):
        service.enter(acting=SYSTEM, subject_id=wang, organisation_id=bureau, reason="办件")
    with acting(reviewer):
        assert ids() == {one.pk for one in Subject.objects.visible_to(reviewer)} == {wang}


def test_queries_and_the_database_agree_for_everyone(world: World, wang: int) -> None:
    bring(world)(LI, "李强")
    with acting(SYSTEM):
        service.relate(
            acting=SYSTEM, subject_id=wang, other_id=world.employer, kind="works_for",
            grade=Grade.A,
        )  # fmt: skip
        service.link_account(acting=SYSTEM, subject_id=wang, account_id=world.her.account_id or 0)

    for actor in (world.clerk, world.office, world.other, world.officer, world.her, NOBODY, SYSTEM):
        with acting(actor):
            assert {*Subject.objects.visible_to(actor).values_list("pk", flat=True)} == ids()
            numbers = Identifier.objects.visible_to(actor).values_list("subject", flat=True)
            assert {*numbers} == ids("registry_identifier")


def test_whoever_is_there_by_her_number_is_not_made_again(world: World, wang: int) -> None:
    with acting(world.other):
        added = service.add_subject(
            acting=world.other, kind="person", name="王 芳", organisation_id=world.yuetang,
            numbers={"id_card": card(WANG).lower(), "phone": "13800001234"}, grade=Grade.B,
        )  # fmt: skip
        assert (added.subject.pk, added.is_new) == (wang, False)
        assert wang in ids()

    with acting(SYSTEM):
        assert Residence.objects.filter(subject=wang).count() == 2
        shown = {one.scheme: one.masked for one in Identifier.objects.filter(subject=wang)}
    assert shown == {"id_card": "4****************9", "phone": "138****1234"}


def test_a_known_number_under_another_name_is_refused_without_telling_whose(
    world: World, wang: int
) -> None:
    with acting(world.other), pytest.raises(RegistryRefused) as refused:
        service.add_subject(
            acting=world.other, kind="person", name="赵六", organisation_id=world.yuetang,
            numbers={"id_card": card(WANG)}, grade=Grade.B,
        )  # fmt: skip

    assert "另一个名称" in reasons(refused)
    assert "王芳" not in reasons(refused)


def test_all_that_is_wrong_is_told_at_once(world: World) -> None:
    with acting(world.clerk), pytest.raises(RegistryRefused) as refused:
        service.add_subject(
            acting=world.clerk, kind="person", name=" \u200b", organisation_id=world.yuhu,
            numbers={"id_card": "4303", "phone": "12"}, grade=Grade.B,
        )  # fmt: skip

    assert {one.field for one in refused.value.refusals} == {"name", "id_card", "phone"}
    assert all(one.reason.en for one in refused.value.refusals)


@pytest.mark.parametrize(
    "name", ["𠮷田", "䶮龘", "\U00030000\U00031000", "阿依古丽·买买提", "O'Neil"]
)
def test_rare_names_are_welcome(world: World, name: str) -> None:
    subject = bring(world)(LI, name)

    with acting(world.clerk):
        assert service.access_subject(world.clerk, subject).name == name
        assert [one.pk for one in service.search(world.clerk, name)] == [subject]


@pytest.mark.parametrize("name", ["王\ue000", "李?", "赵\ufffd", "", "12345", "王" * 201, "王\x00"])
def test_names_that_lost_something_are_refused(world: World, name: str) -> None:
    with pytest.raises(RegistryRefused):
        bring(world)(LI, name)


def test_a_clerk_brings_people_into_her_own_places_only(world: World) -> None:
    with acting(world.clerk), pytest.raises(RegistryRefused) as refused:
        service.add_subject(
            acting=world.clerk, kind="person", name="王芳", organisation_id=world.yuetang,
            grade=Grade.B,
        )  # fmt: skip
    assert "不负责这个地方" in reasons(refused)

    with acting(world.auditor), pytest.raises(RegistryRefused):
        service.add_subject(
            acting=world.auditor, kind="person", name="王芳", organisation_id=world.yuhu
        )


def test_a_person_registers_herself_once(world: World) -> None:
    with acting(world.her):
        added = service.add_subject(
            acting=world.her, kind="person", name="王芳", numbers={"id_card": card(WANG)}
        )
        assert service.own_subject(world.her) == added.subject
        assert ids() == {added.subject.pk}
        with pytest.raises(RegistryRefused):
            service.add_subject(acting=world.her, kind="person", name="王芳")


def test_knowing_a_number_is_no_claim_to_its_record(world: World, wang: int) -> None:
    with acting(world.her), pytest.raises(RegistryRefused) as refused:
        service.add_subject(
            acting=world.her, kind="person", name="王芳", numbers={"id_card": card(WANG)}
        )
    assert "到窗口核验" in reasons(refused)

    account = world.her.account_id or 0
    with acting(world.clerk):
        service.link_account(acting=world.clerk, subject_id=wang, account_id=account)
    with acting(world.her):
        assert ids() == {wang}


def test_an_officer_brings_in_those_who_work_for_her_employer(world: World) -> None:
    with acting(world.officer):
        added = service.add_subject(
            acting=world.officer, kind="person", name="李强", employer_id=world.employer,
            numbers={"id_card": card(LI)},
        )  # fmt: skip
        assert added.is_new
        assert not added.waits
        assert ids() == {added.subject.pk, world.employer}
        assert [one.pk for one in service.employees(world.officer, world.employer)] == [
            added.subject.pk
        ]
        with pytest.raises(RegistryRefused):
            service.add_subject(
                acting=world.officer, kind="person", name="赵六", employer_id=added.subject.pk
            )


def test_an_officer_sees_someone_known_after_she_has_confirmed_it(world: World, wang: int) -> None:
    with acting(world.officer):
        added = service.add_subject(
            acting=world.officer, kind="person", name="王芳", employer_id=world.employer,
            numbers={"id_card": card(WANG)},
        )  # fmt: skip
        assert added.waits
        assert wang not in ids()
        with pytest.raises(NoSuchSubject):
            service.access_subject(world.officer, wang)

    with acting(world.clerk):
        (relation,) = service.relations_of(world.clerk, wang)
        service.confirm_relation(acting=world.clerk, relation_id=relation.pk)
    with acting(world.officer):
        assert wang in ids()
        assert service.access_subject(world.officer, wang).name == "王芳"


def test_a_number_is_shown_with_a_reason_and_written_down(world: World, wang: int) -> None:
    with acting(world.clerk):
        number = Identifier.objects.get(subject=wang)
        assert str(number.value) == "****"
        with pytest.raises(RegistryRefused):
            service.reveal(acting=world.clerk, identifier_id=number.pk, reason="  ")
        with acting(SYSTEM):
            assert not readings_of(f"subject:{wang} id_card").exists()

        whole = service.reveal(acting=world.clerk, identifier_id=number.pk, reason="核对身份")

        assert whole == card(WANG)
        with acting(SYSTEM):
            reading = readings_of(f"subject:{wang} id_card").get()
    assert (reading.account_id, reading.details) == (world.clerk.account_id, {"reason": "核对身份"})

    with acting(world.other), pytest.raises(NoSuchEntry):
        service.reveal(acting=world.other, identifier_id=number.pk, reason="好奇")


def test_what_was_done_is_recorded_without_a_number_in_it(world: World, wang: int) -> None:
    with acting(SYSTEM):
        (event,) = events_of(f"subject:{wang}")

    assert (event.kind, event.chain) == ("registry.added", "xiangtan")
    assert WANG not in str(event.details)


def test_a_second_card_needs_the_first_one_retired(world: World, wang: int) -> None:
    other = card("43030219900101126")
    with acting(world.clerk):
        with pytest.raises(RegistryRefused, match="先停用旧号码"):
            service.add_number(
                acting=world.clerk, subject_id=wang, scheme=service.Scheme.ID_CARD, text=other,
                grade=Grade.B,
            )  # fmt: skip
        old = Identifier.objects.get(subject=wang)
        service.retire_number(
            acting=world.clerk, subject_id=wang, identifier_id=old.pk, reason="换证"
        )
        service.add_number(
            acting=world.clerk, subject_id=wang, scheme=service.Scheme.ID_CARD, text=other,
            grade=Grade.B,
        )  # fmt: skip
        assert [one.pk for one in service.search(world.clerk, other)] == [wang]
        assert not service.search(world.clerk, card(WANG)).exists()


def test_families_share_a_phone(world: World, wang: int) -> None:
    li = bring(world)(LI, "李强")
    with acting(world.clerk):
        for subject in (wang, li):
            service.add_number(
                acting=world.clerk, subject_id=subject, scheme=service.Scheme.PHONE,
                text="138 0000 1234", grade=Grade.D,
            )  # fmt: skip
        assert service.search(world.clerk, "13800001234").count() == 2


def test_a_list_shows_masks_and_opens_nothing(world: World, wang: int) -> None:
    with acting(world.clerk):
        shown = service.cards(world.clerk, [wang])[wang]

    assert (shown.masked_name, shown.numbers) == ("王*", (("id_card", "4****************9"),))


def test_a_part_of_a_name_finds_it(world: World, wang: int) -> None:
    with acting(world.clerk):
        assert [one.pk for one in service.search(world.clerk, "芳")] == [wang]
        assert not service.search(world.clerk, "李").exists()
        assert not service.search(world.clerk, "").exists()


def test_the_earlier_name_stays_in_the_history(world: World, wang: int) -> None:
    with acting(world.clerk):
        service.rename_subject(acting=world.clerk, subject_id=wang, name="王方", reason="改名")
    with acting(SYSTEM):
        history = Subject.pgh_event_model.objects.filter(pgh_obj=wang)  # type: ignore[attr-defined]  # pghistory sets it
        assert [one.name for one in history] == ["王芳"]
    with acting(world.clerk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_subjectevent")
        assert cursor.fetchone() == (0,)


def test_a_stranger_is_nobody(world: World, wang: int) -> None:
    stranger = Actor(10**9, "陌生人")
    with acting(stranger):
        for subject in (wang, 10**9):
            with pytest.raises(NoSuchSubject):
                service.access_subject(stranger, subject)
            with pytest.raises(NoSuchSubject):
                service.rename_subject(acting=stranger, subject_id=subject, name="x", reason="x")


def test_who_only_looks_changes_nothing(world: World, wang: int) -> None:
    with acting(SYSTEM):
        service.relate(
            acting=SYSTEM, subject_id=wang, other_id=world.employer, kind="works_for",
            grade=Grade.A,
        )  # fmt: skip
        service.link_account(acting=SYSTEM, subject_id=wang, account_id=world.her.account_id or 0)
        number = Identifier.objects.get(subject=wang).pk
    for actor in (world.auditor, world.officer, world.her):
        with acting(actor), pytest.raises(RegistryRefused):
            service.rename_subject(acting=actor, subject_id=wang, name="王方", reason="x")
        with acting(actor), pytest.raises(RegistryRefused):
            service.retire_number(acting=actor, subject_id=wang, identifier_id=number, reason="x")
    with acting(world.auditor), pytest.raises(RegistryRefused):
        service.record_fact(
            acting=world.auditor, subject_id=wang, name="degree", value="master", grade=Grade.D
        )
    with acting(world.officer):  # she says of her people what she knows
        service.record_fact(
            acting=world.officer, subject_id=wang, name="degree", value="master", grade=Grade.D
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_in_the_same_person_make_one(world: World) -> None:
    ready, found = Barrier(2), []

    def work() -> None:
        with acting(world.clerk):
            ready.wait()
            added = service.add_subject(
                acting=world.clerk, kind="person", name="王芳", organisation_id=world.yuhu,
                numbers={"id_card": card(WANG)}, grade=Grade.B,
            )  # fmt: skip
            found.append((added.subject.pk, added.is_new))
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({subject for subject, _ in found}) == 1
    assert sorted(is_new for _, is_new in found) == [False, True]


def test_a_new_key_reaches_every_row_and_the_history(
    world: World, wang: int, settings: Any
) -> None:
    with acting(world.clerk):
        number = Identifier.objects.get(subject=wang).pk
        service.retire_number(
            acting=world.clerk, subject_id=wang, identifier_id=number, reason="换证"
        )
    settings.SEALING_KEYS = f"{drawn_key('new')},{settings.SEALING_KEYS}"

    call_command("reseal", stdout=StringIO())  # nobody acts: row-level security hides no row

    settings.SEALING_KEYS = settings.SEALING_KEYS.partition(",")[0]
    with acting(SYSTEM):
        history = apps.get_model("registry", "IdentifierEvent")
        earlier = history.objects.filter(pgh_obj=number)
        assert earlier.exists()
        for row in (Identifier.objects.get(pk=number), *earlier):
            assert (row.value.key, row.value.open()) == ("new", card(WANG))
    with acting(world.other):
        assert ids() == set()
