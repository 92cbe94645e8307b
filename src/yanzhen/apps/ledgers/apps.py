"""Ledgers, as Django knows them."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "yanzhen.apps.ledgers"
    label = "ledgers"
    verbose_name = "账本"
