"""Awards, as Django knows them."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "yanzhen.apps.awards"
    label = "awards"
    verbose_name = "待遇兑现"
