"""Reading the environment: each word is taken for what it should be, and every slip is noted.

    envint("YANZHEN_IDLE_MINUTES", 30)      with "half an hour"  ->  30, and a line in SLIPS

A wrong word never stops the reading; `checks` reports all of them at once, and then nothing
starts. A secret may also stand in a file that `NAME_FILE` names, as containers are given them.
"""

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from yanzhen.config.places import data_folder

TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True)
class Slip:
    """A word of the environment that cannot be what it should be."""

    name: str
    zh: str
    en: str


SLIPS: list[Slip] = []
KNOWN: set[str] = {"YANZHEN_DATA", "YANZHEN_LANG"}
"""Every name that is read anywhere; one that is not here is probably mistyped."""


def envtext(name: str, default: str = "") -> str:
    """The word, or what stands in the file that `NAME_FILE` names."""
    KNOWN.update((name, f"{name}_FILE"))
    if (value := os.environ.get(name)) is not None:
        return value
    if not (place := os.environ.get(f"{name}_FILE")):
        return default
    try:
        return Path(place).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or "UTF-8"
        _slip(
            f"{name}_FILE", f"文件 {place} 读不出（{reason}）", f"{place} is unreadable: {reason}"
        )
        return default


def envbool(name: str, default: bool) -> bool:
    """`1`, `true`, `yes`, `on`, or `0`, `false`, `no`, `off`."""
    word = envtext(name, "1" if default else "0").strip().lower()
    if word in TRUE | FALSE:
        return word in TRUE
    _slip(name, "应为 1 或 0", "it should be 1 or 0")
    return default


def envint(name: str, default: int, least: int = 0) -> int:
    """A whole number that is not too small."""
    word = envtext(name, str(default)).strip()
    if word.isascii() and word.isdigit() and int(word) >= least:
        return int(word)
    _slip(name, f"应为不小于 {least} 的整数", f"it should be a whole number, {least} or more")
    return default


def envsecret(name: str, file_name: str, draw: Callable[[], str] | None = None) -> str:
    """A secret from the environment, else one that is drawn once and kept in the data folder."""
    if value := envtext(name):
        return value
    file = data_folder() / file_name
    if not file.exists():
        drawn = file.with_name(f"{file_name}.{os.getpid()}")
        drawn.touch(mode=0o600)
        drawn.write_text(draw() if draw else secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # of two that start together, the first one's stays
            os.link(drawn, file)
        drawn.unlink()
    return file.read_text()


def drawn_key(size: int) -> str:
    """Random bytes, as the settings write a key."""
    return base64.b64encode(secrets.token_bytes(size)).decode()


def database(url: str, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Django's words for a PostgreSQL address, in any form that libpq understands."""
    try:
        given: dict[str, Any] = {k: v for k, v in conninfo_to_dict(url).items() if v is not None}
    except psycopg.ProgrammingError:
        # What libpq says of it would show the password.
        _slip(name, "不是 PostgreSQL 地址", "it is no address of a PostgreSQL database")
        given = {}
    given.setdefault("connect_timeout", "10")
    fields = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    settings: dict[str, Any] = {key: str(given.pop(name, "")) for key, name in fields.items()}
    return settings | {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": given,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


@dataclass(frozen=True)
class MailServer:
    """Where mails go; without a host each is written to a file of its own."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    ssl: bool = False
    starttls: bool = False

    @property
    def backend(self) -> str:
        return f"django.core.mail.backends.{'smtp' if self.host else 'filebased'}.EmailBackend"


def mail_server(url: str) -> MailServer:
    """`smtps://user:password@host:465`, or `smtp://host` (STARTTLS, except on this machine)."""
    if not url:
        return MailServer()
    try:
        address = urlsplit(url)
        host, port = address.hostname or "", address.port
    except ValueError:
        address, host, port = urlsplit(""), "", None
    if address.scheme not in {"smtp", "smtps"} or not host:
        example = "smtps://user:password@host:465"
        _slip("YANZHEN_SMTP", f"应形如 {example}", f"write {example}")
        return MailServer()
    ssl = address.scheme == "smtps"
    return MailServer(
        host, port or (465 if ssl else 587), unquote(address.username or ""),
        unquote(address.password or ""), ssl, not ssl and host not in {"localhost", "127.0.0.1"},
    )  # fmt: skip


def unified_sign_in() -> list[dict[str, Any]]:
    """A province's unified sign-in (OpenID Connect), when the environment names one."""
    server = envtext("YANZHEN_OIDC_SERVER")
    if not server:
        return []
    return [
        {
            "provider_id": "unified",
            "name": envtext("YANZHEN_OIDC_NAME", "统一身份认证 Unified sign-in"),
            "client_id": envtext("YANZHEN_OIDC_CLIENT"),
            "secret": envtext("YANZHEN_OIDC_SECRET"),
            "settings": {"server_url": server, "oauth_pkce_enabled": True},
        }
    ]


def _slip(name: str, zh: str, en: str) -> None:
    SLIPS.append(Slip(name, f"{name}：{zh}。", f"{name}: {en}."))


def unified_sign_in_hosts() -> list[str]:
    """Where a browser is sent to sign in there: the provider's own host unless others are named."""
    named = envtext("YANZHEN_OIDC_HOSTS", envtext("YANZHEN_OIDC_SERVER")).split()
    return ["://".join(urlsplit(one)[:2]) for one in named]
