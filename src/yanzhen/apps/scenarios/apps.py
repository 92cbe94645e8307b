"""Scenarios, as Django knows them."""

from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "yanzhen.apps.scenarios"
    label = "scenarios"
    verbose_name = "政策沙盘"
