"""Panels, as Django knows them."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "yanzhen.apps.panels"
    label = "panels"
    verbose_name = "专家评审"
