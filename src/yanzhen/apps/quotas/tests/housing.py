"""Two cities with pools for the tests: posts that are borrowed, flats, people and their offices.

place = build_place()
made = place.ask("wang", place.flats)         a request of hers
place.office                                   Quzhou's talent office
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.quotas import service
from yanzhen.apps.quotas.models import Pool, Request
from yanzhen.apps.quotas.service import FlatShown, RequestRow, Wish, typed_row
from yanzhen.apps.registry.service import Grade, Told, add_subject, link_account, record_facts
from yanzhen.policy import packs_on_disk, sources_on_disk

CITY = "quzhou"
COUNTY = "quzhou/kaihua"
_KEYS = count(1)
_PUBLISHED: dict[str, dict[str, Any]] = {}


@dataclass
class Place:
    """Quzhou's pools, with people by what they are called in the tests."""

    people: dict[str, Actor] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    posts: int = 0
    flats: int = 0

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

    def settle(self, name: str, young: bool | None = True) -> Actor:
        """A person of the city with an account; whether she is young talent, where it is known."""
        account = create_account(email=f"{name}@example.cn", name=name)
        self.people[name] = actor_of(account)
        self.subjects[name] = self.register(name, "person")
        link_account(acting=SYSTEM, subject_id=self.subjects[name], account_id=account.pk)
        if young is not None:
            self.know(name, young_talent=young, county_recommended=False)
        return self.people[name]

    def register(self, name: str, kind: str) -> int:
        added = add_subject(
            acting=SYSTEM, kind=kind, name=name, organisation_id=organisation(CITY).id
        )
        return int(added.subject.pk)

    def firm(self, name: str = "hr") -> Actor:
        """An employer's officer."""
        self.subjects[name] = self.register(f"{name}公司", "employer")
        account = create_account(email=f"{name}@example.cn", name=name)
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=Role.EMPLOYER_HR,
            employer_id=self.subjects[name],
        )  # fmt: skip
        self.people[name] = actor_of(account)
        return self.people[name]

    def know(self, name: str, grade: Grade = Grade.A, **facts: Any) -> None:
        told = [Told(fact, value, grade, city=CITY) for fact, value in facts.items()]
        with acting(SYSTEM):
            record_facts(acting=SYSTEM, subject_id=self.subjects[name], told=told)

    def ask(self, name: str, pool: int, **wish: Any) -> Request:
        """A request of a person for herself, or of an employer."""
        actor = self.people[name]
        whom = "employer_id" if actor.employers else "subject_id"
        wish = {"reason": "来衢工作", whom: self.subjects[name], **wish}
        with acting(actor):
            return service.ask(acting=actor, pool_id=pool, key=f"k{next(_KEYS)}", wish=Wish(**wish))

    def held(self, pool: int) -> tuple[int, int, int]:
        """Free, reserved, occupied."""
        with acting(SYSTEM):
            balance = service.pool(SYSTEM, pool).balance
        assert balance.committed == 0
        return balance.available, balance.held, balance.spent

    def state(self, request: Request) -> str:
        with acting(SYSTEM):
            return Request.objects.get(pk=request.pk).state

    def build(self, *addresses: str) -> list[int]:
        """Flats of these addresses; their ids."""
        with acting(self.office) as office:
            for one in addresses:
                row = typed_row(one, "2", "58.5", "1200")
                service.add_flat(acting=office, pool_id=self.flats, flat=row)
            found = {one.address: one.id for one in flats_of(office, self.flats)}
        return [found[one] for one in addresses]


def build_place(posts: int = 2) -> Place:
    """The tree, Quzhou's rules, its pools, its office and that of a county, and of another city."""
    place = Place()
    with acting(SYSTEM):
        load_organisations()
        publish(CITY)
        place.employ("office", Role.TALENT_OFFICE, f"{CITY}/talent_office")
        place.employ("county", Role.TALENT_OFFICE, f"{COUNTY}/talent_office")
        place.employ("other_county", Role.TALENT_OFFICE, f"{CITY}/longyou/talent_office")
        place.employ("elsewhere", Role.TALENT_OFFICE, "xiangtan/talent_office")
        place.firm()
        place.settle("wang")
        place.settle("li")
    with acting(place.office) as office:
        place.posts = opened(office, "post-pool").pk
        place.flats = opened(office, "talent-flats").pk
        service.set_size(acting=office, pool_id=place.posts, size=posts, reason="编办批复")
    return place


def opened(office: Actor, pack_pool: str, city: str = CITY) -> Pool:
    return service.open_from_pack(acting=office, city=city, pack_pool=pack_pool)


def publish(city: str) -> None:
    """Put a city's rules in force; read once for all tests."""
    if city in _PUBLISHED:
        PackVersion.objects.create(**_PUBLISHED[city])
        return
    version, _ = publish_pack(acting_user="tests", sources=sources_on_disk(packs_on_disk(), city))
    _PUBLISHED[city] = {
        one.attname: getattr(version, one.attname)
        for one in version._meta.fields
        if not one.primary_key
    }


def line_of(actor: Actor, pool: int) -> tuple[RequestRow, ...]:
    """The requests of a pool, as its page lists them for her."""
    return service.line(actor, service.pool(actor, pool))


def flats_of(actor: Actor, pool: int) -> tuple[FlatShown, ...]:
    """The stock of a pool, as its page lists it for her."""
    return service.flats(actor, service.pool(actor, pool))
