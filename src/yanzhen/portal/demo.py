"""The accounts of the demo on the first page: invented people, one for each role.

`settings.DEMO_ACCOUNTS` lists them where the demo runs; nowhere else is a password shown:

    {"email": "clerk@demo.example", "password": "...", "secret": "JBSW...", "role": "clerk",
     "name": {"zh": "陈受理（虚构）", "en": "Chen (invented)"},
     "place": {"zh": "湘潭市雨湖区", "en": "Yuhu, Xiangtan"}}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from yanzhen.apps.accounts.service import Role, totp_code
from yanzhen.policy.vocabulary import Language


@dataclass(frozen=True)
class DemoAccount:
    """What one needs to sign in as somebody; `code` is that of her second factor, for now."""

    role: str
    name: str
    place: str
    email: str
    password: str
    code: str = ""


def demo_accounts(language: Language) -> tuple[DemoAccount, ...]:
    """The demo's accounts; none outside the demo."""
    listed = getattr(settings, "DEMO_ACCOUNTS", ()) if settings.DEMO else ()
    return tuple(_account(one, language) for one in listed)


def _account(one: Mapping[str, Any], language: Language) -> DemoAccount:
    secret = one.get("secret", "")
    return DemoAccount(
        role=Role(one["role"]).label.say(language), name=one["name"][language],
        place=one.get("place", {}).get(language, ""), email=one["email"],
        password=one["password"], code=totp_code(secret) if secret else "",
    )  # fmt: skip
