"""Whatever is sent, the answer is one that the description names: never a fault of the program.

Schemathesis makes the requests from the description itself, within one process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker, Settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.program import Program, program

from yanzhen.api.interface import API
from yanzhen.apps.cases.tests.town import ENTITLED, Town

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error, content_type_conformance, response_schema_conformance,
    status_code_conformance,
]  # fmt: skip
FEW = 6
"""Requests of each operation and caller: it takes about a minute in all."""
OPERATIONS = sorted(
    (method.upper(), path)
    for path, methods in API.get_openapi_schema()["paths"].items()
    for method in methods
)


@contextmanager
def one_connection() -> Iterator[None]:
    """A server closes old connections around a request; here they hold the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def schema(built: Town, django_db_blocker: DjangoDbBlocker) -> Any:
    with django_db_blocker.unblock(), one_connection():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def real(town: Town, settings: Settings) -> dict[str, Any]:
    """What stands in an address of something that is there for the key."""
    settings.API_PER_MINUTE = 10**6
    number = town.file("wang")
    return {
        "city": "xiangtan", "rule": "art-19-rent", "document": "plan", "item": "rent",
        "number": number, "subject_id": town.subjects["wang"],
    }  # fmt: skip


@pytest.fixture
def key(town: Town) -> Program:
    return program("xiangtan/hr_bureau", "clerk")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_one_that_is_described(
    schema: Any, method: str, path: str, key: Program, real: dict[str, Any]
) -> None:
    draft = key.post("drafts", {
        "city": "xiangtan", "item": "rent", "place": "xiangtan",
        "subject_id": real["subject_id"], "answers": ENTITLED,
    }).json()  # fmt: skip
    operation = schema[path][method]
    named = {
        name: value
        for name, value in {**real, "draft_id": draft["id"]}.items()
        if f"{{{name}}}" in path
    }
    drawn = operation.as_strategy(GenerationMode.POSITIVE, path_parameters=named or None)
    wrong = operation.as_strategy(GenerationMode.NEGATIVE)
    statuses: set[int] = set()

    @trying(
        max_examples=FEW, phases=[Phase.generate], deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=drawn | wrong, as_key=st.booleans())
    def every_answer(case: Any, as_key: bool) -> None:
        headers = {"Accept-Encoding": "identity"}  # within one process nobody unpacks
        if as_key:
            headers["Authorization"] = f"Bearer {key.key}"
        answer = case.call(headers=headers)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    with one_connection():
        every_answer()

    assert statuses
