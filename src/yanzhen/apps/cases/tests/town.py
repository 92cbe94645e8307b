"""A town for the tests: Xiangtan's tree and rules, items of every kind, and people with posts."""

from dataclasses import dataclass, field
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
from yanzhen.apps.cases import service
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.apps.registry.service import Grade, Told, add_subject, link_account, record_facts
from yanzhen.policy import Source, packs_on_disk, sources_on_disk

SERVICES = """
window: hr_bureau
approve: talent_office
services:
  - id: rent
    rules: [art-19-rent]
    kind: benefit
    lifecycle: benefit
    apply: [self, employer, staff]
    reviews: [housing_authority, finance]
  - id: rent-published
    rules: [art-19-rent]
    kind: benefit
    lifecycle: benefit-publicity
    apply: [self]
    title: {zh: 租房补贴（公示）, en: Rent subsidy with publicity}
  - id: home
    rules: [art-19-first-home]
    kind: benefit
    lifecycle: benefit-expert
    apply: [self]
  - id: card
    rules: [art-20-green-card]
    kind: benefit
    lifecycle: benefit
    apply: [self]
    reviews: [housing_authority]
  - id: wish
    programmes: [{programme}]
    title: {zh: 诉求, en: A wish}
    kind: request
    lifecycle: request
    subjects: [person]
"""
# What names items that the tests do not have.
OF_ITEMS = frozenset(f"xiangtan/{one}.yaml" for one in ("services", "recognition", "cards"))
# By these facts the rent subsidy is 36 x 3,000 yuan.
ENTITLED: dict[str, Any] = {
    "introduction": "new", "employment_mode": "full_time", "host_kind": "enterprise",
    "contract_years": 5, "months_worked_locally_per_year": 12, "housing_benefit_enjoyed": False,
    "local_home_purchase": "none", "rent_subsidy_months": 36, "hired_on": "2026-03-01",
}  # fmt: skip
RENT_FEN = 36 * 3_000_00


def numbered(number: int) -> str:
    """The number of the n-th case of this year."""
    return f"XIANGTAN-{timezone.localdate().year}-{number:06d}"


@dataclass
class Town:
    """People by what they are called in the tests."""

    people: dict[str, Actor] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def employ(self, name: str, *posts: tuple[Role, str]) -> Actor:
        """An account with posts: a role at an organisation's code."""
        account = create_account(email=f"{name}@example.cn", name=name)
        for role, code in posts:
            give_assignment(
                acting=SYSTEM, account_id=account.pk, role=role,
                organisation_id=organisation(code).id,
            )  # fmt: skip
        self.people[name] = actor_of(account)
        return self.people[name]

    def settle(self, name: str, kind: str = "person", tier: str | None = "C") -> Actor:
        """An account of a person who lives here, with her entry in the registry."""
        account = create_account(email=f"{name}@example.cn", name=name)
        self.people[name] = actor_of(account)
        with acting(SYSTEM):
            added = add_subject(
                acting=SYSTEM, kind=kind, name=name, organisation_id=organisation("xiangtan").id
            ).subject
            link_account(acting=SYSTEM, subject_id=added.pk, account_id=account.pk)
            if tier is not None:
                know(added.pk, Grade.A, {"recognised_tier": tier})
        self.subjects[name] = added.pk
        return self.people[name]

    def draft(self, name: str, item: str = "rent", place: str = "xiangtan", **more: Any) -> str:
        """A draft of hers with all that it takes."""
        with acting(self.people[name]) as actor:
            answers = more.pop("answers", ENTITLED if item != "wish" else {})
            words = {"text": "孩子要上学"} if item == "wish" else {}
            made = service.start(
                actor, "xiangtan", item, place, self.subjects[name], answers=answers, words=words,
                **more,
            )  # fmt: skip
        return made.id

    def file(self, name: str, item: str = "rent", place: str = "xiangtan", **more: Any) -> str:
        """The number of a case that she submitted."""
        draft = self.draft(name, item, place, **more)
        with acting(self.people[name]) as actor:
            return service.submit(actor, draft, confirmed=True).number

    def act(self, name: str, number: str, action: str, **given: Any) -> None:
        with acting(self.people[name]) as actor:
            service.act(actor, number, action, service.Given(**given))

    def see(self, name: str, number: str) -> service.CaseShown:
        with acting(self.people[name]) as actor:
            return service.one(actor, number)


def know(subject: int, grade: Grade, facts: dict[str, Any]) -> None:
    """The registry knows this of her; inside `acting(SYSTEM)`."""
    told = [Told(name, value, grade, city="xiangtan") for name, value in facts.items()]
    record_facts(acting=SYSTEM, subject_id=subject, told=told)


def build_town() -> Town:
    """The tree, the rules in force, and the people of the plain way."""
    with acting(SYSTEM):
        load_organisations()
        publish()
        town = Town()
        town.settle("wang")
        town.settle("li")
        town.employ("clerk", (Role.CLERK, "xiangtan/hr_bureau"))
        town.employ("housing", (Role.REVIEWER, "xiangtan/housing_authority"))
        town.employ("finance", (Role.REVIEWER, "xiangtan/finance"))
        town.employ(
            "office",
            (Role.TALENT_OFFICE, "xiangtan/talent_office"),
        )
        town.employ("approver", (Role.APPROVER, "xiangtan/talent_office"))
        town.employ("yuhu_clerk", (Role.CLERK, "xiangtan/yuhu/hr_bureau"))
        town.employ("yuetang_clerk", (Role.CLERK, "xiangtan/yuetang/hr_bureau"))
    return town


def publish() -> None:
    """Put the rules in force; read once for all tests, since reading takes long."""
    global _PUBLISHED
    if _PUBLISHED is None:
        version, _ = publish_pack(acting_user="tests", sources=_sources())
        _PUBLISHED = {
            one.attname: getattr(version, one.attname)
            for one in version._meta.fields
            if not one.primary_key
        }
    else:
        PackVersion.objects.create(**_PUBLISHED)


_PUBLISHED: dict[str, Any] | None = None


def _sources() -> tuple[Source, ...]:
    """The city's own files with the items of the tests in place of its own."""
    given = sources_on_disk(packs_on_disk(), "xiangtan")
    kept = [one for one in given if one.name not in OF_ITEMS]
    text = SERVICES.replace("{programme}", "furong-plan")
    return (*kept, Source("xiangtan/services.yaml", text))
