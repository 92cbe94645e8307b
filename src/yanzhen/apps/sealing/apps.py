"""Sealing, as Django knows it."""

from django.apps import AppConfig
from django.core import checks

from yanzhen.apps.sealing.checks import keys_are_fit


class SealingConfig(AppConfig):
    name = "yanzhen.apps.sealing"
    label = "sealing"
    verbose_name = "敏感信息加密"

    def ready(self) -> None:
        checks.register(keys_are_fit, checks.Tags.security)
