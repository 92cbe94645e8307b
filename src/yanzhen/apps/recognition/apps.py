"""Recognition, as Django knows it."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "yanzhen.apps.recognition"
    label = "recognition"
    verbose_name = "人才认定"
