"""What allauth asks of us: what accounts are called, how factors rest, who comes from outside."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from yanzhen.apps.accounts.forms import LONGEST_NAME
from yanzhen.apps.accounts.models import Account


class AccountAdapter(DefaultAccountAdapter):
    """Accounts that people make for themselves."""

    def get_user_display(self, user: Account) -> str:
        return user.shown_name


class FactorAdapter(DefaultMFAAdapter):
    """Second factors."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "雁阵 Yanzhen"}


class UnifiedAdapter(DefaultSocialAccountAdapter):
    """Accounts that come from a province's unified sign-in."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Account:
        account: Account = super().populate_user(request, sociallogin, data)
        account.name = str(data.get("name") or "")[:LONGEST_NAME]
        return account
