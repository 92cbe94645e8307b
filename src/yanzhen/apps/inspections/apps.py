"""Inspections, as Django knows them."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "yanzhen.apps.inspections"
    label = "inspections"
    verbose_name = "审计检查"
