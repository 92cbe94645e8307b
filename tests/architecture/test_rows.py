"""Every table of ours has row-level security, or a reason why it has none."""

import pytest
from django.apps import apps
from django.db import connection

# the table, and why nobody has to be kept from its rows
OPEN = {
    "organisations_organisation": "names of offices: public",
    "accounts_account": "read before anybody is known: it is what signing in looks up",
    "accounts_assignment": "read before anybody is known: it says who sees what",
    "awards_pattern": "how a city divides a sum: a setting, public",
    "awards_share": "who bears how much: a setting, public",
    "cards_published": "the status list that anybody fetches",
    "cards_series": "how many cards a city has issued, how long its status list is",
    "cases_counter": "the last number of a series",
    "cases_term": "working days that a place promises: public",
    "policies_packversion": "published policies, and drafts of them",
    "quotas_pool": "what a city has to allot, and by which clause: public",
    "recognition_counter": "the last number of a series",
    "recognition_term": "how long a city's recognitions hold: public",
    "scenarios_scenario": "belongs to a browser's key, which no account stands for",
}


def ours() -> set[str]:
    """The tables of the service's own models."""
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("yanzhen.")
    }


def secured() -> set[str]:
    """The tables with row-level security and at least one policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
            "WHERE relrowsecurity"
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_a_table_is_secured_or_open_for_a_reason() -> None:
    tables, with_policies = ours(), secured()
    assert {"organisations_organisation", "accounts_account"} <= tables

    assert tables - with_policies - set(OPEN) == set()
    assert set(OPEN) <= tables - with_policies


@pytest.mark.django_db
def test_the_service_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
