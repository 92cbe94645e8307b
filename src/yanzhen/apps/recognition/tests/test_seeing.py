"""Who sees a recognition: its place and those above; with `mutual`, the whole city's offices."""

import pytest

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.models import Recognition
from yanzhen.apps.recognition.service import Filters, Wanted
from yanzhen.apps.recognition.tests.guild import FOR_C, Guild
from yanzhen.apps.registry.service import facts_of

YUHU = "xiangtan/yuhu"


def seen_by(guild: Guild, name: str) -> list[str]:
    with acting(guild.town.people[name]) as actor:
        by_service = [one.number for one in service.recognitions(actor, Filters()).rows]
        assert by_service == [one.number for one in Recognition.objects.order_by("-pk")]
    return by_service


def test_a_countys_recognition_is_seen_there_and_above(guild: Guild) -> None:
    guild.honours("ding", FOR_C)
    guild.recognise("ding", YUHU)
    number = guild.now("ding").number

    for name in ("yuhu_office", "office", "ding"):
        assert seen_by(guild, name) == [number]
    for name in ("yuetang_office", "chen"):
        assert seen_by(guild, name) == []


def test_where_counties_honour_each_other_all_offices_read_it(mutual_guild: Guild) -> None:
    guild = mutual_guild
    guild.honours("ding", FOR_C)
    guild.recognise("ding", YUHU)
    one = guild.now("ding")

    assert seen_by(guild, "yuetang_office") == [one.number]
    assert seen_by(guild, "chen") == []
    with acting(guild.town.yuetang_office) as yuetang:
        shown = service.recognition_numbered(yuetang, one.number)
        (opinion,) = shown.conclusion["opinions"]
        assert (opinion["text"], shown.office) == ("证书与发证系统一致", False)
        assert [step.kind for step in service.steps(yuetang, one.number)] == ["recognised"]
        with pytest.raises(service.RecognitionRefused):
            service.open_proceeding(yuetang, one.number, Wanted("withdraw", "cause", "x", "y"))
    with acting(SYSTEM):
        fact = facts_of(one.subject_id, one.valid_from, "xiangtan")["recognised_tier"]
    assert fact.value == "C"  # it counts in the whole city


def test_another_countys_proceedings_and_windows_see_nothing_of_it(mutual_guild: Guild) -> None:
    guild = mutual_guild
    guild.honours("ding", FOR_C)
    guild.recognise("ding", YUHU)
    guild.opened("ding", by="yuhu_office")
    with acting(guild.town.yuetang_office) as yuetang:
        assert service.proceedings_of(yuetang, guild.now("ding").number) == ()
    with acting(guild.town.yuetang_clerk) as clerk:
        assert service.recognitions(clerk, Filters()).rows == ()
    assert Role.CLERK in guild.town.yuetang_clerk.roles
