"""What has to hold of what is kept: numbers, decisions, files, queries, the second lock."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from yanzhen.apps.accounts.service import NOBODY, SYSTEM, acting
from yanzhen.apps.cases import service
from yanzhen.apps.cases.models import Case, Counter, Decision, Draft, Material, Work
from yanzhen.apps.cases.scanning import EICAR
from yanzhen.apps.cases.service import Given, Wanted
from yanzhen.apps.cases.tests.test_files_and_lists import PDF, packed
from yanzhen.apps.cases.tests.test_way import accepted, refused, reviewed
from yanzhen.apps.cases.tests.town import Town, build_town, numbered

MOST_QUERIES = 12


def decided(town: Town) -> str:
    number = reviewed(town)
    town.act("approver", number, "approve", decision=Wanted())
    return number


def test_a_decision_comes_out_again_with_the_same_hash(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    number = decided(town)
    with acting(SYSTEM):
        (again,) = service.replay(number)
    call_command("replay_case", number)

    assert again.same
    assert again.differs == ()
    assert "一致" in capsys.readouterr().out
    (shown,) = town.see("approver", number).decisions
    assert {one["fact"] for one in shown.record["facts"]} >= {"contract_years", "recognised_tier"}
    grades = {one["fact"]: one["grade"] for one in shown.record["facts"]}
    assert (grades["contract_years"], grades["recognised_tier"]) == ("D", "A")
    assert [one["unit"] for one in shown.record["reviews"]] == [
        "hr_bureau", "housing_authority", "finance",
    ]  # fmt: skip


def test_a_case_without_a_decision_is_not_replayed(town: Town) -> None:
    number = town.file("wang")

    for asked in (number, numbered(999999)):
        with pytest.raises(CommandError):
            call_command("replay_case", asked)


def test_a_decision_can_not_be_changed(town: Town) -> None:
    decided(town)
    with acting(SYSTEM):
        for change in (
            lambda: Decision.objects.update(amount_fen=1),
            lambda: Decision.objects.all().delete(),
        ):
            with (
                pytest.raises(DatabaseError, match="Cannot update or delete"),
                transaction.atomic(),
            ):
                change()
        assert Decision.objects.count() == 1


def test_a_record_that_was_altered_behind_the_trigger_is_noticed(town: Town) -> None:
    number = decided(town)
    with acting(SYSTEM):
        kept = Decision.objects.get()
        record = {**kept.record, "decided": {**kept.record["decided"], "amount_fen": 1}}
        Decision.objects.create(
            case_id=kept.case_id, outcome=kept.outcome, departs=False, record=record,
            hash=kept.hash, decided_by_name="x", decided_at=kept.decided_at,
        )  # fmt: skip
        with pytest.raises(service.NotReplayed):
            service.replay(number)


def test_a_page_takes_few_queries(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    number = accepted(town)
    town.act("finance", number, "ask_supplement", supplements=("个税记录",))
    town.act("wang", number, "supplement", answer="见附件")
    for name in ("wang", "housing", "clerk", "office"):
        actor = town.people[name]
        with acting(actor):
            with django_assert_max_num_queries(MOST_QUERIES):
                service.one(actor, number)
            with django_assert_max_num_queries(MOST_QUERIES):
                service.cases(actor)
            with django_assert_max_num_queries(MOST_QUERIES):
                service.queue(actor)
            with django_assert_max_num_queries(MOST_QUERIES):
                service.mine(actor)


def test_more_rows_take_no_more_queries(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for item in ("rent", "rent-published", "wish"):
        town.file("wang", item)
        town.file("li", item)
    with acting(town.clerk) as clerk, django_assert_max_num_queries(4):
        page = service.queue(clerk, size=4)

    assert (len(page.rows), page.total, page.more) == (4, 6, True)


def test_lists_are_narrowed_and_ordered(town: Town) -> None:
    first, second = town.file("wang", place="xiangtan/yuhu"), town.file("li")
    town.act("clerk", second, "accept")
    with acting(town.clerk) as clerk:

        def numbers(**wanted: Any) -> list[str]:
            rows = service.cases(clerk, service.Filters(**wanted)).rows
            return [row.number for row in rows]

        assert numbers() == [second, first]
        assert numbers(sort="number") == [first, second]
        assert numbers(state="reviewing") == [second]
        assert numbers(search="wang") == [first]
        assert numbers(search=second.lower()) == [second]
        assert numbers(lateness="red") == []
        assert numbers(item="rent-published") == []


def test_files_are_staged_and_then_attached(town: Town) -> None:
    draft = town.draft("wang")
    with acting(town.wang) as wang:
        kept = service.upload(wang, draft, "recognised_tier", "认定.pdf", PDF)
        gone = service.upload(wang, draft, "", "其他.pdf", PDF)
        service.remove(wang, gone.id)
        assert refused(service.upload, wang, draft, "", "a.exe", b"MZ" * 50) == ["material"]
        assert refused(service.upload, wang, draft, "", "a.zip", packed(a=b"x")) == ["material"]
        form = service.form(wang, draft)
        number = service.submit(wang, draft, confirmed=True).number
        assert refused(service.remove, wang, kept.id) == ["attached"]
        with pytest.raises(service.NoSuchDraft):
            service.open_file(wang, gone.id)
    assert [f.id for paper in form.papers for f in paper.files] == [kept.id]
    assert kept.scan == "not_scanned"
    with acting(town.clerk) as clerk:
        shown, body = service.open_file(clerk, kept.id)
        assert (shown.stage, body) == ("attached", PDF)
    with acting(town.li) as li, pytest.raises(service.NoSuchDraft):
        service.open_file(li, kept.id)
    assert [one.id for one in town.see("clerk", number).materials] == [kept.id]


def test_a_virus_is_not_kept(town: Town, settings: Settings) -> None:
    settings.MATERIAL_SCANNER = "yanzhen.apps.cases.scanning.EicarOnly"
    draft = town.draft("wang")
    with acting(town.wang) as wang:
        assert refused(service.upload, wang, draft, "", "a.pdf", PDF + EICAR) == ["virus"]
        assert service.upload(wang, draft, "", "a.pdf", PDF).scan == "clean"
        assert Material.objects.visible_to(wang).count() == 1


def test_a_file_that_answers_a_supplement_counts_with_it(town: Town) -> None:
    number = accepted(town)
    town.act("finance", number, "ask_supplement", supplements=("个税记录",))
    with acting(town.wang) as wang:
        file = service.upload_to_case(wang, number, "", "个税.pdf", PDF)
        assert refused(service.act, wang, number, "supplement") == ["needs_materials"]
        service.act(wang, number, "supplement", Given(materials=(file.id,)))
    assert [one.stage for one in town.see("finance", number).materials] == ["attached"]


def test_the_database_itself_hides_what_is_not_theirs(town: Town) -> None:
    town.file("wang", place="xiangtan/yuhu")
    town.draft("wang")
    for actor in (NOBODY, town.li, town.housing, town.yuetang_clerk):
        with acting(actor):  # no visible_to: the second lock alone
            assert Case.objects.count() == 0
            assert Work.objects.count() == 0
            assert Draft.objects.count() == 0
    for actor, cases, drafts in ((town.wang, 1, 2), (town.yuhu_clerk, 1, 0), (town.clerk, 1, 0)):
        with acting(actor):
            assert Case.objects.count() == Case.objects.visible_to(actor).count() == cases
            assert Draft.objects.count() == Draft.objects.visible_to(actor).count() == drafts


def together(count: int, work: Callable[[int], object]) -> list[object]:
    """Run something in several threads at once; what each gave or raised."""
    ready, found = Barrier(count), list[object]()

    def run(number: int) -> None:
        try:
            ready.wait()
            found.append(work(number))
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_doubles_and_no_gaps_under_load() -> None:
    town = build_town()
    with acting(SYSTEM):
        names = [f"p{n}" for n in range(8)]
        for name in names:
            town.settle(name)
    drafts = {name: town.draft(name) for name in names}

    def submit(number: int) -> str:
        name = names[number % len(names)]
        with acting(town.people[name]) as actor:
            # Twice each at the same moment: a retry while the first is under way.
            return service.submit(actor, drafts[name], f"key-{name}", confirmed=True).number

    found = together(16, submit)

    assert not [one for one in found if isinstance(one, Exception)]
    assert sorted(set(map(str, found))) == [numbered(n) for n in range(1, 9)]
    with acting(SYSTEM):
        assert Case.objects.count() == 8
        assert Counter.objects.get().last == 8


@pytest.mark.django_db(transaction=True)
def test_a_submission_that_fails_gives_its_number_back(monkeypatch: pytest.MonkeyPatch) -> None:
    town = build_town()
    draft = town.draft("wang")

    def fails(*_args: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("yanzhen.apps.cases.actions.submitting.write_audit", fails)
        with acting(town.wang) as wang, pytest.raises(RuntimeError):
            service.submit(wang, draft, confirmed=True)
    with acting(SYSTEM):
        assert Case.objects.count() == 0

    assert town.file("li") == numbered(1)


@pytest.mark.django_db(transaction=True)
def test_one_work_is_done_once_by_whoever_is_first() -> None:
    town = build_town()
    number = accepted(town)

    def review(_number: int) -> str:
        with acting(town.housing) as housing:
            service.act(housing, number, "review_agree")
        return "done"

    found = together(4, review)

    assert [one for one in found if one == "done"] == ["done"]
    assert all(isinstance(one, service.CaseRefused) for one in found if one != "done")
