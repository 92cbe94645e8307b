"""Privileges, as Django knows them."""

from django.apps import AppConfig


class PrivilegesConfig(AppConfig):
    name = "yanzhen.apps.privileges"
    label = "privileges"
    verbose_name = "卡权益"
