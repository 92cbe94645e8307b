"""The clause library, as Django knows it."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "yanzhen.apps.policies"
    label = "policies"
    verbose_name = "政策条款库"
