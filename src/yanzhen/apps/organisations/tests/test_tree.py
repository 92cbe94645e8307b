"""The tree follows the file, keeps what has gone, and finds its way up and down."""

import pytest
from pytest_django import DjangoAssertNumQueries

from yanzhen.apps.organisations.models import Organisation
from yanzhen.apps.organisations.service import (
    NoSuchOrganisation,
    below,
    department_for,
    departments_of,
    load_city,
    load_organisations,
    organisation,
    places_of,
    subtree_ids,
    tenant_of,
)
from yanzhen.policy import load_organisations as nodes_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded() -> None:
    load_organisations()


def test_a_second_load_changes_nothing() -> None:
    again = [one for one in load_organisations() if one.added or one.changed or one.retired]

    assert again == []
    assert Organisation.objects.filter(city="xiangtan").count() == len(nodes_of("xiangtan"))


def test_a_county_is_a_tenant_and_its_department_belongs_to_it() -> None:
    county = organisation("xiangtan/yuhu")
    bureau = organisation("xiangtan/yuhu/hr_bureau")

    assert (county.kind, county.division_code) == ("county", "430302")
    assert tenant_of(bureau.id) == county.id == tenant_of(county.id)
    assert subtree_ids(county.id) == {county.id} | {one.id for one in departments_of(county.id)}
    assert bureau.is_within("xiangtan/yuhu")
    assert not bureau.is_within("xiangtan/yu")


def test_what_a_county_lacks_the_city_has() -> None:
    county = organisation("xiangtan/yuhu")

    assert department_for(county.id, "hr_bureau").code == "xiangtan/yuhu/hr_bureau"
    assert department_for(county.id, "posts_authority").code == "xiangtan/posts_authority"
    with pytest.raises(NoSuchOrganisation):
        department_for(county.id, "no_such_unit")


def test_what_the_file_no_longer_lists_is_kept_and_not_active() -> None:
    left = tuple(node for node in nodes_of("xiangtan").values() if "shaoshan" not in node.code)

    done = load_city("xiangtan", left)

    assert done.retired == 1 + sum("shaoshan/" in code for code in nodes_of("xiangtan"))
    assert not organisation("xiangtan/shaoshan").is_active
    assert "xiangtan/shaoshan" not in {one.code for one in places_of("xiangtan")}


def test_below_many_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        found = below(["xiangtan/yuhu", "xiangtan/shaoshan"])

    assert {one.code.split("/")[1] for one in found} == {"yuhu", "shaoshan"}


def test_an_unknown_code_is_said() -> None:
    with pytest.raises(NoSuchOrganisation):
        organisation("xiangtan/atlantis")
