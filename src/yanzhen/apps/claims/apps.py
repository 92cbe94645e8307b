"""Claims, as Django knows them."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "yanzhen.apps.claims"
    label = "claims"
    verbose_name = "资金追回"
