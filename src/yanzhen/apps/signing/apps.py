"""Signing, as Django knows it."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "yanzhen.apps.signing"
    label = "signing"
    verbose_name = "签名密钥"
