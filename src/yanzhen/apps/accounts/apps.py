"""Accounts, as Django knows them."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from yanzhen.apps.accounts.acting import tell_new_connection


class AccountsConfig(AppConfig):
    name = "yanzhen.apps.accounts"
    label = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        # Django's own event: a connection that broke and came back is told anew who is acting.
        connection_created.connect(tell_new_connection)
