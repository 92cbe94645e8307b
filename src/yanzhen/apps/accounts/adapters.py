"""What allauth asks of us: what accounts are called, how factors rest, who comes from outside."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from yanzhen.apps.accounts.forms import LONGEST_NAME
from yanzhen.apps.accounts.models import Account
from yanzhen.apps.sealing.service import open_sealed, seal

FACTOR = "accounts.factor.secret"


def displayed(account: Account) -> str:
    """What pages and mails call an account."""
    return account.shown_name


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets and recovery codes rest sealed."""

    def encrypt(self, text: str) -> str:
        return b64encode(seal(text, context=FACTOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(b64decode(encrypted_text), context=FACTOR)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "雁阵 Yanzhen"}


class UnifiedAdapter(DefaultSocialAccountAdapter):
    """Accounts that come from a province's unified sign-in."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Account:
        account: Account = super().populate_user(request, sociallogin, data)
        account.name = str(data.get("name") or "")[:LONGEST_NAME]
        return account
