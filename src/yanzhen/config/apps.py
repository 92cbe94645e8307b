"""The service as a whole, as Django knows it: the checks of its settings."""

from django.apps import AppConfig
from django.core import checks

from yanzhen.config.checks import CHECKS


class ServiceConfig(AppConfig):
    name = "yanzhen.config"
    label = "service"
    verbose_name = "服务"

    def ready(self) -> None:
        for check in CHECKS:
            checks.register(check, checks.Tags.security)
