"""A program with a key, as the tests of the interface use it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.test import Client

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.clients.service import SCOPES, give_key

BASE = "/api/v1/"


@dataclass(frozen=True)
class Program:
    """It sends JSON with its key, or without one as a browser that has signed in."""

    client: Client
    key: str

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(BASE + path, headers=self._headers(headers))

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("patch", path, body, headers)

    def delete(self, path: str) -> Any:
        return self.client.delete(BASE + path, headers=self._headers({}))

    def upload(self, path: str, file: Any, **fields: str) -> Any:
        return self.client.post(BASE + path, {"file": file, **fields}, headers=self._headers({}))

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        sent = body if isinstance(body, str | bytes) else json.dumps(body)
        return getattr(self.client, method)(
            BASE + path, sent, content_type="application/json", headers=self._headers(headers)
        )

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        found = {name.replace("_", "-"): value for name, value in headers.items()}
        return {**found, "Authorization": f"Bearer {self.key}"} if self.key else found


def program(place: str, *roles: str, scopes: Sequence[str] = tuple(SCOPES)) -> Program:
    """A program of an organisation, with a new key."""
    given = give_key(
        acting=SYSTEM, name="某系统", organisation=place, roles=roles, scopes=scopes, days=30
    )
    return Program(Client(), given.key)
