"""Xiangtan with recognition for the tests: the town of the cases, one item that recognises.

guild = build_guild()
guild.honours("wang", "provincial_government_special_allowance")      grade A: tier D by D1
guild.recognise("wang")                                               a case into effect
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cases.service import Wanted as Decision
from yanzhen.apps.cases.tests import town as towns
from yanzhen.apps.cases.tests.town import OF_ITEMS, Town
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import RecognitionShown, Wanted
from yanzhen.apps.registry.service import Grade, Told, record_facts
from yanzhen.policy import Source, packs_on_disk, sources_on_disk

KIND = "tier"
FOR_C, FOR_D = "state_council_special_allowance", "provincial_government_special_allowance"
SERVICES = """
window: hr_bureau
approve: talent_office
services:
  - {id: rent, rules: [art-19-rent], kind: benefit, lifecycle: benefit, apply: [self, employer]}
  - id: tier-recognition
    rules: [art-16-recognition]
    kind: recognition
    lifecycle: benefit
    apply: [self, employer]
    reviews: [hr_bureau]
"""
RULES = "xiangtan/recognition.yaml"
MUTUAL = """
mutual: {clause: "16", zh: 市县互认, en: City and counties honour each other}
"""


@dataclass
class Guild:
    """The town, with people who are recognised."""

    town: Town

    def honours(self, name: str, *awards: str, grade: Grade = Grade.A, **more: Any) -> None:
        """From today on the registry knows these honours of hers."""
        listed = [{"award": one} for one in awards]
        today = timezone.localdate()
        told = [
            Told(fact, value, grade, city="xiangtan", source="市人社局", valid_from=today)
            for fact, value in {"honours": listed, **more}.items()
        ]
        with acting(SYSTEM):
            record_facts(acting=SYSTEM, subject_id=self.town.subjects[name], told=told)

    def recognise(self, name: str, place: str = "xiangtan", **decision: Any) -> str:
        """The number of a recognition case that went all the way into effect."""
        number = self.town.file(name, "tier-recognition", place, answers={})
        county = place.partition("/")[2]
        clerk, bureau, chief = (
            f"{county}_{one}" if county else one for one in ("clerk", "bureau", "approver")
        )
        self.town.act(clerk, number, "accept")
        self.town.act(bureau, number, "review_agree", opinion="证书与发证系统一致")
        self.town.act(chief, number, "approve", decision=Decision(**decision))
        self.town.act(clerk, number, "take_effect")
        return number

    def all_of(self, name: str) -> tuple[RecognitionShown, ...]:
        with acting(SYSTEM):
            return service.recognitions_of(self.town.subjects[name])

    def now(self, name: str) -> RecognitionShown:
        """The one in force."""
        (one,) = [one for one in self.all_of(name) if one.state == "current"]
        return one

    def opened(self, name: str, by: str = "office", **wanted: Any) -> str:
        """A proceeding about her recognition."""
        cause = {"way": "cause", "cause": "材料不实", "clause": "市认定办法第9条"}
        given = {"aim": "withdraw", **cause, **wanted}
        with acting(self.town.people[by]) as actor:
            return service.open_proceeding(actor, self.now(name).number, Wanted(**given))

    def heard_of(self, name: str, **wanted: Any) -> str:
        """A proceeding in which she has answered."""
        number = self.opened(name, **wanted)
        with acting(self.town.office) as office:
            service.tell(office, number, timezone.localdate() + timedelta(days=10))
        with acting(self.town.people[name]) as her:
            service.answer(her, number, "情况属实，请酌情考虑。")
        return number

    def decide(self, number: str, by: str = "second") -> None:
        with acting(self.town.people[by]) as actor:
            service.decide(actor, number, "事实清楚")


@contextmanager
def on(day: date) -> Iterator[None]:
    """As if it were this day, at noon in China."""
    at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    with patch("django.utils.timezone.now", lambda: at):
        yield


def build_guild(mutual: bool = False) -> Guild:
    """The people, the rules with an item that recognises, offices in two counties."""
    town = towns.build_town()
    publish(mutual)
    with acting(SYSTEM):
        for name in ("ding", "chen"):
            town.settle(name, tier=None)
        town.employ("second", (Role.TALENT_OFFICE, "xiangtan/talent_office"))
        town.employ("bureau", (Role.REVIEWER, "xiangtan/hr_bureau"))
        for one in ("yuhu", "yuetang"):
            town.employ(f"{one}_bureau", (Role.REVIEWER, f"xiangtan/{one}/hr_bureau"))
            office = f"xiangtan/{one}/talent_office"
            town.employ(f"{one}_approver", (Role.APPROVER, office))
            town.employ(f"{one}_office", (Role.TALENT_OFFICE, office))
    return Guild(town)


def publish(mutual: bool) -> None:
    """The city's own rules with the items above, in force; read once for all tests."""
    if mutual not in _PUBLISHED:
        version, _ = publish_pack(acting_user="tests", sources=sources(mutual))
        _PUBLISHED[mutual] = {
            one.attname: getattr(version, one.attname)
            for one in version._meta.fields
            if not one.primary_key
        }
    else:
        there = PackVersion.objects.filter(city="xiangtan", status="published")
        there.update(status="withdrawn")
        PackVersion.objects.create(**_PUBLISHED[mutual])


def sources(mutual: bool = False) -> tuple[Source, ...]:
    given = sources_on_disk(packs_on_disk(), "xiangtan")
    texts = {one.name: one.text for one in given}
    own = {name: text for name, text in texts.items() if name not in OF_ITEMS}
    own |= {
        "xiangtan/services.yaml": SERVICES,
        RULES: texts[RULES] + (MUTUAL if mutual else ""),
    }
    return tuple(Source(name, text) for name, text in own.items())


_PUBLISHED: dict[bool, dict[str, Any]] = {}
