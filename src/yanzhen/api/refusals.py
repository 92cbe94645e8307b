"""From what the apps refuse to the problem that is answered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from yanzhen.api.problems import Finding, Problem, problem_response
from yanzhen.apps.cases.service import CaseRefused, NoSuchCase, NoSuchDraft
from yanzhen.apps.clients.service import ClientRefused, NoSuchWebhook
from yanzhen.apps.crosswalks.service import NotBelieved, NothingToTell
from yanzhen.apps.policies.service import NotPublished
from yanzhen.apps.privileges.service import NoSuchPrivilege, PrivilegeRefused
from yanzhen.apps.registry.service import NoSuchEntry, NoSuchSubject, RegistryRefused
from yanzhen.policy import PolicyError
from yanzhen.policy.vocabulary import Label

ABSENT = (
    NoSuchCase, NoSuchDraft, NoSuchWebhook, NotPublished, NoSuchEntry, NoSuchPrivilege,
    NoSuchSubject,
)  # fmt: skip
MISSING = Label("缺少这一项。", "This is missing.")


def register(api: NinjaAPI) -> None:
    """Let every refusal of an app end as a problem."""
    handlers: dict[type[Exception], Callable[[Any], Problem]] = {
        Problem: lambda problem: problem,
        ValidationError: _invalid,
        HttpError: lambda _error: Problem("unreadable"),
        CaseRefused: _coded,
        ClientRefused: _coded,
        PrivilegeRefused: _coded,
        RegistryRefused: _registry,
        NothingToTell: lambda none: Problem("refused", Finding(none.code, none.reason)),
        NotBelieved: lambda _fault: Problem("not_believed"),
        PolicyError: _policy,
        **dict.fromkeys(ABSENT, lambda _error: Problem("not_found")),
    }
    for kind, made in handlers.items():
        api.add_exception_handler(kind, _answering(made))


def _answering(made: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _request, error: problem_response(made(error))


def _invalid(error: ValidationError) -> Problem:
    return Problem("invalid", *(_unfit(one) for one in error.errors))


def _unfit(one: dict[str, Any]) -> Finding:
    where = ".".join(str(part) for part in one["loc"][1:] if part not in {"body", "data", "given"})
    if one["type"] == "missing":
        return Finding("missing", MISSING, where)
    said = str(one["msg"])
    return Finding(str(one["type"]), Label(f"内容不符合格式要求（{said}）。", f"{said}."), where)


def _coded(error: CaseRefused | ClientRefused | PrivilegeRefused) -> Problem:
    found = (Finding(one.code, one.reason, one.field) for one in error.refusals)
    return Problem("refused", *found)


def _registry(error: RegistryRefused) -> Problem:
    return Problem(
        "refused", *(Finding("refused", one.reason, one.field) for one in error.refusals)
    )


def _policy(error: PolicyError) -> Problem:
    return Problem(
        "refused",
        *(Finding(p.code, Label(p.zh, p.en), p.fact or "", p.suggestion) for p in error.problems),
    )
