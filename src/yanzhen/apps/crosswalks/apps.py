"""Crosswalks, as Django knows them."""

from django.apps import AppConfig


class CrosswalksConfig(AppConfig):
    name = "yanzhen.apps.crosswalks"
    label = "crosswalks"
    verbose_name = "城市互认"
