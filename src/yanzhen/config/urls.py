"""The addresses of the service: the pages, signing in, and those for whoever looks after it.

Each has its class in ACCESS.
"""

from django.urls import include, path

from yanzhen.api import urls as api
from yanzhen.config import health, metrics
from yanzhen.portal import urls as portal
from yanzhen.portal.access import MACHINE as KEYED
from yanzhen.portal.access import OWN, PUBLIC, SIGNED_IN, Access

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("health/full", health.full, name="full"),
    path("metrics", metrics.metrics, name="metrics"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/factors/", include("allauth.mfa.urls")),
    path("accounts/unified/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("api/v1/", include("yanzhen.api.urls")),
    path("", include("yanzhen.portal.urls")),
]

# Before she is signed in, or while she signs in; each of these pages guards its own steps.
ENTRANCE = (
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_email_verification_sent", "account_reset_password",
    "account_confirm_password_reset_code", "account_complete_password_reset",
    "account_password_reset_completed", "account_confirm_login_code", "mfa_authenticate",
    "mfa_login_webauthn", "socialaccount_login_cancelled", "socialaccount_login_error",
    "socialaccount_signup", "openid_connect_login", "openid_connect_callback",
)  # fmt: skip
OWN_ACCOUNT = (
    "account_reauthenticate", "account_request_reauthentication_code",
    "account_confirm_reauthentication_code", "account_email", "account_change_password",
    "account_set_password", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn", "socialaccount_connections",
)  # fmt: skip
# For whoever looks after the machine: `full` and the figures ask for a token of their own.
MACHINE = ("live", "ready", "full", "metrics")
ACCESS: dict[str, Access] = {
    **dict.fromkeys(MACHINE, PUBLIC),
    **dict.fromkeys(ENTRANCE, PUBLIC),
    **dict.fromkeys(OWN_ACCOUNT, SIGNED_IN),
    **dict.fromkeys(("mfa_remove_webauthn", "mfa_edit_webauthn"), OWN),
    # The interface asks for a key, or for a session as its pages would: `api.callers`.
    **{f"{api.app_name}:{name}": KEYED for name in api.NAMES if name != "docs"},
    f"{api.app_name}:docs": PUBLIC,
    **{f"{portal.app_name}:{name}": access for name, access in portal.ACCESS.items()},
}
