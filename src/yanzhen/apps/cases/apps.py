"""Cases, as Django knows them."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yanzhen.apps.cases"
    label = "cases"
    verbose_name = "办件"
