"""Notices, as Django knows them."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yanzhen.apps.notices"
    label = "notices"
    verbose_name = "通知"
