"""A town with a register of experts for the tests: cases at their review, and who judges them.

court = build_court()
panel = court.panel("lin")           a panel for a case of hers, not published yet
court.ready(panel)                   drawn, everybody has stated, the papers are open
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.cases import service as cases
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.panels import service
from yanzhen.apps.panels.models import Matter, Panel, Seat
from yanzhen.apps.panels.service import Given, Plan
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.registry.service import Grade, add_subject, link_account, relate
from yanzhen.policy import Source, packs_on_disk, sources_on_disk

FIRST = "\nservices:\n"
ITEM = (
    "  - {{id: {id}, rules: [{rule}], kind: recognition, lifecycle: {life}, apply: [self], "
    "window: hr_bureau, approve: talent_office}}\n"
)
RULES = {"xiangtan": "art-16-recognition", "quzhou": "art-20-housing-security"}
CRITERIA = (("水平", 3), ("贡献", 1))
_PUBLISHED: dict[str, dict[str, Any]] = {}


def plan(**other: Any) -> Plan:
    """A plan of three members; what a test does not say is this."""
    given = {
        "title": "第一次评审", "size": 3, "quorum": 2, "criteria": CRITERIA, "rule": "majority",
        "basis": "评审方案（测试）",
    }  # fmt: skip
    return Plan(**{**given, **other})


@dataclass
class Court:
    """People by what they are called in the tests."""

    city: str
    people: dict[str, Actor] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    experts: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def employ(self, name: str, role: Role, code: str) -> Actor:
        account = create_account(email=f"{name}@example.cn", name=name)
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=role, organisation_id=organisation(code).id
        )
        self.people[name] = actor_of(account)
        return self.people[name]

    def settle(self, name: str, place: str = "") -> int:
        """A person with an account."""
        account = create_account(email=f"{name}@example.cn", name=name)
        self.people[name] = actor_of(account)
        with acting(SYSTEM):
            self.subjects[name] = self.register(name, "person", place)
            link_account(acting=SYSTEM, subject_id=self.subjects[name], account_id=account.pk)
        return self.subjects[name]

    def register(self, name: str, kind: str, place: str = "") -> int:
        with acting(SYSTEM):
            added = add_subject(
                acting=SYSTEM, kind=kind, name=name,
                organisation_id=organisation(place or self.city).id,
            )  # fmt: skip
            self.subjects[name] = added.subject.pk
        return self.subjects[name]

    def relate(self, name: str, kind: str, other: str) -> None:
        with acting(SYSTEM):
            relate(
                acting=SYSTEM, subject_id=self.subjects[name], other_id=self.subjects[other],
                kind=kind, grade=Grade.B,
            )  # fmt: skip

    def expert(
        self, name: str, ties: list[tuple[str, str]] | None = None, place: str = "",
        words: tuple[str, ...] = ("材料",),
    ) -> int:  # fmt: skip
        """Somebody of the register who has declared her ties."""
        place = place or self.city
        self.settle(name, place)
        with acting(SYSTEM):
            made = service.take_in(
                acting=SYSTEM, place=place, subject_id=self.subjects[name], specialities=words
            )
        self.experts[name] = made.pk
        if ties is not None:
            with acting(self.people[name]) as actor:
                service.declare(acting=actor, ties=ties)
        return made.pk

    def file(self, name: str, item: str = "judged", place: str = "", clerk: str = "clerk") -> str:
        """A case of hers, taken to its review where it has one."""
        place = place or self.city
        with acting(self.people[name]) as actor:
            draft = cases.start(actor, self.city, item, place, self.subjects[name])
            number = cases.submit(actor, draft.id, confirmed=True).number
        with acting(self.people[clerk]) as actor:
            cases.act(actor, number, "accept")
        return number

    def panel(self, name: str, number: str = "", office: str = "office", **other: Any) -> Panel:
        """A panel for a case of hers that proposes tier C."""
        number = number or self.file(name)
        place, fact = other.pop("place", self.city), other.pop("fact", "equivalent_tier")
        with acting(self.people[office]) as actor:
            made = service.prepare(acting=actor, place=place, plan=plan(**other))
            service.lay(
                acting=actor, panel_id=made.pk, number=number, fact=fact,
                proposed="C" if fact else "agree",
            )  # fmt: skip
        return made

    def drawn(self, panel: Panel, office: str = "office") -> Panel:
        with acting(self.people[office]) as actor:
            service.publish(acting=actor, panel_id=panel.pk, draws_on=timezone.localdate())
            return service.draw(acting=actor, panel_id=panel.pk)

    def ready(self, panel: Panel, office: str = "office") -> Panel:
        """Drawn, everybody stated that nothing keeps her out, the papers are open."""
        self.drawn(panel, office)
        for name in self.members(panel):
            self.state_clear(panel, name)
        with acting(self.people[office]) as actor:
            assert service.open_materials(acting=actor, panel_id=panel.pk).is_open
        return panel

    def state_clear(self, panel: Panel, name: str) -> None:
        with acting(self.people[name]) as actor:
            unknown = service.own_seat(actor, panel.pk).unknown
            service.state(acting=actor, panel_id=panel.pk, is_clear=True, answered=unknown)

    def members(self, panel: Panel, *states: str) -> list[str]:
        """Who sits, by name and in the order of lots."""
        with acting(SYSTEM):
            rows = Seat.objects.filter(panel=panel, state__in=states or ("seated", "ready"))
            return list(rows.order_by("place").values_list("name", flat=True))

    def seat(self, panel: Panel, name: str) -> Seat:
        with acting(SYSTEM):
            return Seat.objects.get(panel=panel, name=name)

    def matter(self, panel: Panel) -> Matter:
        with acting(SYSTEM):
            return Matter.objects.get(panel=panel)

    def score(self, panel: Panel, name: str, vote: str = "C", points: int = 80) -> None:
        given = Given({one: points for one, _ in CRITERIA}, vote, f"{name}的意见")
        with acting(self.people[name]) as actor:
            service.score(
                acting=actor, panel_id=panel.pk, matter_id=self.matter(panel).pk, given=given
            )


def build_court(city: str = "xiangtan") -> Court:
    """The tree, the rules in force, an applicant of some firm, the office, four experts."""
    with acting(SYSTEM):
        load_organisations()
        publish(city)
    court = Court(city)
    court.employ("clerk", Role.CLERK, f"{city}/hr_bureau")
    court.employ("office", Role.TALENT_OFFICE, f"{city}/talent_office")
    court.employ("approver", Role.APPROVER, f"{city}/talent_office")
    court.settle("lin")
    court.register("湘江厂", "employer")
    court.register("韶山大学", "employer")
    court.relate("lin", "works_for", "湘江厂")
    return court


def publish(city: str) -> None:
    """Put the rules in force; read once for all tests, since reading takes long."""
    if city not in _PUBLISHED:
        version, _ = publish_pack(acting_user="tests", sources=_sources(city))
        _PUBLISHED[city] = {
            one.attname: getattr(version, one.attname)
            for one in version._meta.fields
            if not one.primary_key
        }
    else:
        PackVersion.objects.create(**_PUBLISHED[city])


def _sources(city: str) -> tuple[Source, ...]:
    """The city's own files with two items more."""
    life = {"judged": "benefit-expert", "plain": "benefit"}
    more = "".join(ITEM.format(id=id, rule=RULES[city], life=one) for id, one in life.items())
    return tuple(
        replace(one, text=one.text.replace(FIRST, FIRST + more, 1))
        if one.name == f"{city}/services.yaml"
        else one
        for one in sources_on_disk(packs_on_disk(), city)
    )
