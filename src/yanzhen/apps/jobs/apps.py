"""Background work, as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yanzhen.apps.jobs"
    label = "jobs"
    verbose_name = "后台任务"
