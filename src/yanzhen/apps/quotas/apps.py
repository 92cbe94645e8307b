"""Quotas, as Django knows them."""

from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "yanzhen.apps.quotas"
    label = "quotas"
    verbose_name = "编制与房源"
