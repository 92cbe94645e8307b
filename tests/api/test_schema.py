"""Whatever is sent, the answer is one that the description names: never a fault of the program.

Schemathesis makes the requests from the description itself, within one process.
"""

from typing import Any

import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.program import Program, program

from yanzhen.api.interface import API
from yanzhen.apps.cases.tests.town import Town
from yanzhen.config.wsgi import application

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error, content_type_conformance, response_schema_conformance,
    status_code_conformance, ignored_auth,
]  # fmt: skip
FEW = 6
"""Requests of each operation and caller: it takes about a minute in all."""
OPERATIONS = sorted(
    (method.upper(), path)
    for path, methods in API.get_openapi_schema()["paths"].items()
    for method in methods
)


@pytest.fixture(scope="module")
def schema() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def key(town: Town, settings: Any) -> Program:
    settings.API_PER_MINUTE = 10**6
    return program("xiangtan/hr_bureau", "clerk")


def test_there_is_something_to_check() -> None:
    assert len(OPERATIONS) > 30
    assert ("POST", "/api/v1/cities/{city}/assessments") in OPERATIONS
