"""Payments, as Django knows them."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "yanzhen.apps.payments"
    label = "payments"
    verbose_name = "资金拨付"
