"""The registry, as Django knows it."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "yanzhen.apps.registry"
    label = "registry"
    verbose_name = "主体与事实库"
