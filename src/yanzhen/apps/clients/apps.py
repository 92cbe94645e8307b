"""Clients, as Django knows them."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "yanzhen.apps.clients"
    label = "clients"
    verbose_name = "接口"
