"""The audit log, as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "yanzhen.apps.audit"
    label = "audit"
    verbose_name = "审计日志"
