"""Bringing the demo's people and employers in: entries, facts, relations, accounts.

    with acting(SYSTEM):
        town = settle(read_demo())
    town.subjects["graduate-master"], town.filer("graduate-master", "self")

Whoever works for an office gets an account when a case first needs her.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    actor_by_id,
    create_account,
    give_assignment,
    give_second_factor,
)
from yanzhen.apps.organisations.service import organisation, organisation_by_id
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Grade, Told
from yanzhen.config.demo.accounts import APPLICANT, DOMAIN, HR, PASSWORD, SECRET, SHOWN
from yanzhen.policy import read_data

FILE = Path(__file__).with_name("people.yaml")
SOURCE = "示例数据（虚构）"


def read_demo() -> dict[str, Any]:
    """What `people.yaml` says."""
    read: dict[str, Any] = read_data(FILE.read_text(encoding="utf-8"), FILE.name)
    return read


@dataclass
class Town:
    """The demo as it was brought in: subjects, and accounts by what they are called."""

    people: Mapping[str, Mapping[str, Any]]
    subjects: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    def filer(self, person: str, by: str) -> Actor:
        """Who files for a person: she herself, or her employer; an organisation's own officer."""
        if "uscc" in self.people[person]:
            return self._officer(person)
        if by == "self":
            return self._self(person)
        return self._officer(self.people[person]["works_for"])

    def staff(self, role: Role, organisation_id: int) -> Actor:
        """Somebody with this role in this organisation."""
        seat = organisation_by_id(organisation_id)
        name = f"{seat.label.zh}·{role.label.zh}（虚构）"
        key = f"{role.value}.{seat.code.replace('/', '.')}"
        if key not in self.accounts:
            self.accounts[key] = made_account(key, name)
            employ(self.accounts[key], role, seat.code)
        return actor_by_id(self.accounts[key])

    def _self(self, person: str) -> Actor:
        if person not in self.accounts:
            self.accounts[person] = made_account(person, self.people[person]["name"]["zh"])
            self.link(person)
        return actor_by_id(self.accounts[person])

    def _officer(self, employer: str) -> Actor:
        key = f"hr.{employer}"
        if key not in self.accounts:
            self.accounts[key] = made_account(key, "人事（虚构）")
            hire(self.accounts[key], self.subjects[employer])
        return actor_by_id(self.accounts[key])

    def link(self, person: str) -> None:
        registry.link_account(
            acting=SYSTEM, subject_id=self.subjects[person], account_id=self.accounts[person]
        )


def settle(demo: Mapping[str, Any], told: Callable[[int], None] = lambda done: None) -> Town:
    """Bring everybody in, inside `acting(SYSTEM)`; `told` hears how many are there."""
    kinds = {"employer": demo["employers"], "intermediary": demo["agencies"]}
    everybody = (*demo["people"], *demo["employers"], *demo["agencies"])
    town = Town({one["id"]: one for one in everybody})
    for kind, some in kinds.items():
        for one in some:
            bring(town, one, kind, {"uscc": one["uscc"]})
            told(len(town.subjects))
    for one in demo["people"]:
        bring(town, one, "person", one["identifiers"])
        told(len(town.subjects))
        if "works_for" in one:
            registry.relate(
                acting=SYSTEM, subject_id=town.subjects[one["id"]],
                other_id=town.subjects[one["works_for"]], kind="works_for", grade=Grade.B,
                source=SOURCE,
            )  # fmt: skip
    open_accounts(town)
    return town


def bring(town: Town, one: Mapping[str, Any], kind: str, numbers: Mapping[str, str]) -> None:
    """One entry with its facts."""
    city = one["tenant"].split("/")[0]
    added = registry.add_subject(
        acting=SYSTEM, kind=kind, name=one["name"]["zh"], numbers=numbers,
        organisation_id=organisation(one["tenant"]).id, grade=Grade.B, source=SOURCE,
    )  # fmt: skip
    town.subjects[one["id"]] = added.subject.pk
    told = [
        Told(name, value, Grade.B, city=city, source=SOURCE) for name, value in one["facts"].items()
    ]
    if told:
        registry.record_facts(acting=SYSTEM, subject_id=added.subject.pk, told=told)


def open_accounts(town: Town) -> None:
    """Those of the first page."""
    for one in SHOWN:
        account = made_account(one.local, one.zh)
        if one.role == APPLICANT:
            town.accounts[one.seat] = account
            town.link(one.seat)
        elif one.role == HR:
            town.accounts[f"hr.{one.seat}"] = account
            hire(account, town.subjects[one.seat])
        else:
            town.accounts[f"{one.role}.{one.seat.replace('/', '.')}"] = account
            employ(account, Role(one.role), one.seat)


def made_account(local: str, name: str) -> int:
    return create_account(email=f"{local}@{DOMAIN}", name=name, hashed=the_password()).pk


@cache
def the_password() -> str:
    """Everybody's, hashed once."""
    return make_password(PASSWORD)


def employ(account_id: int, role: Role, code: str) -> None:
    """A post in an office, and the second factor that it asks for."""
    give_assignment(
        acting=SYSTEM, account_id=account_id, role=role,
        organisation_id=organisation(code).id, valid_from=long_ago(),
    )  # fmt: skip
    give_second_factor(account_id=account_id, secret=SECRET)


def hire(account_id: int, employer_id: int) -> None:
    """The post of an employer's officer."""
    give_assignment(
        acting=SYSTEM, account_id=account_id, role=Role.EMPLOYER_HR, employer_id=employer_id,
        valid_from=long_ago(),
    )  # fmt: skip


def long_ago() -> date:
    """Before the first case of the demo was filed."""
    return timezone.localdate() - timedelta(days=180)
