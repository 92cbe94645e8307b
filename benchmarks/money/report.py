"""The whole of `--money`: races, bulk posting, schedules, in one database."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import psycopg
from service.standing import standing

from money import posting, racing, schedules
from yanzhen.config.serve import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence


def report(awards: Sequence[int], rounds: int, postings: int) -> None:
    """All parts, each with the load of the machine beside it."""
    with standing() as cluster:
        prepare()
        accounts: Any = import_module("yanzhen.apps.accounts.service")
        organisations: Any = import_module("yanzhen.apps.organisations.service")
        with accounts.acting(accounts.SYSTEM):
            organisations.load_organisations()
        with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
            racing.report(owner, rounds)
            posting.report(owner, postings)
            schedules.report(owner, awards)
