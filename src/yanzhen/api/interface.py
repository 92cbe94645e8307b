"""The interface as a whole: its parts, and its description as OpenAPI."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from yanzhen import __version__
from yanzhen.api import (
    assessing,
    card_uses,
    cases,
    exchange,
    policies,
    refusals,
    registry,
    tokens,
    webhooks,
)
from yanzhen.api.callers import KEY_OR_TOKEN, Needs
from yanzhen.api.problems import CODES, MEDIA, Problem, ProblemOut, problem_response
from yanzhen.api.reading import PlainParser

ABOUT = (
    "城市人才政策的查询、测算与办理。Policies, assessments and cases of cities.\n\n"
    "出错时返回 application/problem+json，含固定代码和中英文说明。"
    "Errors come as application/problem+json with a stable code and sentences."
)
SESSION = {
    "type": "apiKey", "in": "cookie", "name": "sessionid",
    "description": "网页登录后的会话；修改时须带 X-CSRFToken。A session, with CSRF.",
}  # fmt: skip
KEY = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
    "description": "24 小时内同键同内容返回同一结果。The same key gives the same answer for a day.",
}  # fmt: skip
TAG = {
    "name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "上次的 ETag；未变则返回 304。The last ETag: 304 when nothing has changed.",
}  # fmt: skip
METHODS = {"get", "post", "patch", "delete", "put"}


class Interface(NinjaAPI):
    """Ninja's, with problems, keys and tags in its description."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        components = schema["components"]
        problem = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"].update(problem.pop("$defs"))
        components["schemas"]["Problem"] = problem
        components["securitySchemes"] = {"key": KEY_OR_TOKEN, "session": SESSION}
        scopes = self._scopes()
        for path in schema["paths"].values():
            for method, operation in path.items():
                if method in METHODS:
                    _complete(method, operation, scopes.get(operation["operationId"], ""))
        return schema

    def _scopes(self) -> dict[str, str]:
        """The scope of each operation that needs one."""
        return {
            self.get_openapi_operation_id(operation): callback.scope
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
            for callback in operation.auth_callbacks
            if isinstance(callback, Needs)
        }

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)


def _complete(method: str, operation: dict[str, Any], scope: str) -> None:
    """What holds for every operation and no view says."""
    if scope:
        operation["security"] = [{"key": []}, {"session": []}]
        operation["x-scope"] = scope
        if method != "get":
            operation.setdefault("parameters", []).append(KEY)
    if method == "get":
        operation.setdefault("parameters", []).append(TAG)
        operation["responses"][304] = {"description": "Not Modified"}
    for status in sorted({status for status, _ in CODES.values()}):
        said = " / ".join(code for code, (one, _) in CODES.items() if one == status)
        content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"][status] = {"description": said, "content": content}


def interface() -> Interface:
    """All parts together."""
    api = Interface(
        title="雁阵 Yanzhen", version=__version__, description=ABOUT, docs_url=None,
        openapi_url=None, urls_namespace="api", parser=PlainParser(),
    )  # fmt: skip
    parts = (policies, assessing, cases, registry, card_uses, webhooks, exchange, tokens)
    for part in parts:
        api.add_router("", part.router)
    refusals.register(api)
    return api


API = interface()


def openapi(_request: HttpRequest) -> HttpResponse:
    """The description of the interface, for programs."""
    return JsonResponse(API.get_openapi_schema(), json_dumps_params={"ensure_ascii": False})


def nothing(_request: HttpRequest, rest: str = "") -> HttpResponse:
    """What an address of the interface says that does not exist."""
    return problem_response(Problem("not_found"))
