"""Places, employers and people of the registry's tests. Nobody in them is real."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from yanzhen.apps.accounts.service import SYSTEM, Actor, Post, Role, acting, create_account
from yanzhen.apps.organisations.models import Organisation
from yanzhen.apps.organisations.service import subtree_ids
from yanzhen.apps.registry import service
from yanzhen.apps.registry.identity.eighteen import check_digit

WANG, LI, ZHAO = "43030219900101123", "43030219910202124", "43030219920303125"


def card(front: str) -> str:
    """A number of seventeen digits with its check."""
    return front + check_digit(front)


@dataclass(frozen=True)
class World:
    """Two counties of a city, their staff, an employer with its officer, and a person."""

    city: int
    yuhu: int
    yuetang: int
    clerk: Actor
    office: Actor
    other: Actor
    auditor: Actor
    employer: int
    officer: Actor
    her: Actor


def two_counties() -> list[int]:
    """A city and two of its counties; loading all of a city's offices takes its time."""
    made: list[Organisation] = []
    for code, kind in (("xiangtan", "city"), ("xiangtan/yuhu", "county"),
                       ("xiangtan/yuetang", "county")):  # fmt: skip
        parent = made[0] if made else None
        made.append(
            Organisation.objects.create(
                code=code, kind=kind, parent=parent, city="xiangtan", name_zh=code, name_en=code
            )
        )
    return [one.pk for one in made]


def staff(account_id: int, role: Role, place: int) -> Actor:
    reach = subtree_ids(place)
    post = Post(role, place, place, reach=reach)
    return Actor(account_id, f"{role.label.zh}{account_id}", (post,), tenants=reach)


@pytest.fixture
def world(db: None) -> World:
    with acting(SYSTEM):
        places = two_counties()
        accounts = [create_account(email=f"{n}@example.cn", name=f"账户{n}").pk for n in range(6)]
        employer = service.add_subject(
            acting=SYSTEM, kind="employer", name="湘潭某某科技有限公司", organisation_id=places[1],
            numbers={"uscc": "91110000600037341L"}, grade=service.Grade.A,
        ).subject.pk  # fmt: skip
    hr = Post(Role.EMPLOYER_HR, employer_id=employer)
    return World(
        city=places[0],
        yuhu=places[1],
        yuetang=places[2],
        clerk=staff(accounts[0], Role.CLERK, places[1]),
        office=staff(accounts[1], Role.TALENT_OFFICE, places[0]),
        other=staff(accounts[2], Role.CLERK, places[2]),
        auditor=staff(accounts[3], Role.AUDITOR, places[0]),
        employer=employer,
        officer=Actor(accounts[4], "人事", (hr,), employers=frozenset({employer})),
        her=Actor(accounts[5], "王芳", (Post(Role.APPLICANT),)),
    )


@pytest.fixture
def wang(world: World) -> int:
    """A person whom the clerk of Yuhu brought in."""
    return bring(world)(WANG, "王芳")


def bring(world: World) -> Callable[[str, str], int]:
    def brought(front: str, name: str) -> int:
        with acting(world.clerk):
            return service.add_subject(
                acting=world.clerk, kind="person", name=name, organisation_id=world.yuhu,
                numbers={"id_card": card(front)}, grade=service.Grade.B,
            ).subject.pk  # fmt: skip

    return brought
