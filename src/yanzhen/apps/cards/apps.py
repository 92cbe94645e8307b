"""Cards, as Django knows them."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "yanzhen.apps.cards"
    label = "cards"
    verbose_name = "人才卡"
