"""The addresses of the service: the pages, and those for whoever looks after it."""

from django.urls import include, path

from yanzhen.config import health, metrics

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("health/full", health.full, name="full"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("yanzhen.portal.urls")),
]
