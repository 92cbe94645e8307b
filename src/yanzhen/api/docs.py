"""The page that describes the interface, made from the same description as /openapi.json."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yanzhen.api.interface import API
from yanzhen.api.problems import CODES
from yanzhen.apps.clients.service import SCOPES

METHODS = ("get", "post", "patch", "delete")
TAKEN_FOR_GRANTED = {"Idempotency-Key", "If-None-Match"}


@dataclass(frozen=True)
class Operation:
    """One address with one method."""

    method: str
    path: str
    says: str
    scope: str
    parameters: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True)
class Part:
    """The operations of one tag."""

    id: str
    title: str
    operations: tuple[Operation, ...]


def docs(request: HttpRequest) -> HttpResponse:
    """What the interface takes, and what it answers."""
    shown = {
        "parts": parts_of(API.get_openapi_schema()),
        "scopes": SCOPES.items(),
        "problems": [(code, status, said) for code, (status, said) in CODES.items()],
    }
    return render(request, "api/docs.html", shown)


def parts_of(schema: dict[str, Any]) -> tuple[Part, ...]:
    """The description, by tag."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                made = _operation(schema, method, path, operation)
                found.setdefault(operation["tags"][0], []).append(made)
    return tuple(Part(tag.split()[-1], tag, tuple(made)) for tag, made in found.items())


def _operation(
    schema: dict[str, Any], method: str, path: str, operation: dict[str, Any]
) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        says=operation.get("description", operation.get("summary", "")),
        scope=operation.get("x-scope", ""),
        parameters=tuple(
            (one["name"], _kind(one["schema"]))
            for one in operation.get("parameters", ())
            if one["name"] not in TAKEN_FOR_GRANTED
        ),
        example=_example(schema, operation),
    )


def _kind(schema: dict[str, Any]) -> str:
    """What a parameter takes, shortly."""
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"] if one)
    several = [_kind(one) for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return " | ".join(several) or str(schema.get("format") or schema.get("type") or "")


def _example(schema: dict[str, Any], operation: dict[str, Any]) -> str:
    """The example of a body, or nothing."""
    content = operation.get("requestBody", {}).get("content", {})
    name = content.get("application/json", {}).get("schema", {}).get("$ref", "").split("/")[-1]
    found = schema["components"]["schemas"].get(name, {}).get("examples", [])
    return json.dumps(found[0], ensure_ascii=False, indent=2) if found else ""
