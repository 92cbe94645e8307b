"""Figures for Prometheus at `/metrics`: requests by route, and the queue.

    yanzhen_requests_total{method="GET",route="/calculator/<slug:city>/",status="2xx"} 12

A label has few values: the routes that `urls` has, never an address. The processes of one server
count together, in files of a folder that `yanzhen serve` empties when it starts; the queue is read
from the database when somebody asks. Whoever asks brings the token.
"""

import hmac
import os
import time
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from yanzhen.apps.jobs.service import load
from yanzhen.config.middleware import Answer
from yanzhen.config.requests import route_of

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Read by prometheus_client when it is imported."""
LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, which nobody asks for
registry = CollectorRegistry()
requests = Counter(
    "yanzhen_requests", "Requests answered", ["method", "route", "status"], registry=registry
)
seconds = Histogram(
    "yanzhen_request_seconds", "How long an answer took", ["route"], registry=registry,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5, 20),
)  # fmt: skip


class Queue(Collector):
    """How much waits, asked when somebody looks."""

    def collect(self) -> Iterator[Metric]:
        now = load()
        for name, words, value in (
            ("yanzhen_jobs_waiting", "Background jobs that wait", now.waiting),
            ("yanzhen_jobs_running", "Background jobs that run", now.running),
            ("yanzhen_jobs_failed", "Background jobs that failed and are kept", now.failed),
            ("yanzhen_jobs_oldest_seconds", "How long the first in the queue is due", now.oldest),
            ("yanzhen_workers", "Lanes of workers that live", now.workers),
        ):
            yield GaugeMetricFamily(name, words, value=value)

    def describe(self) -> list[Metric]:
        return []  # nothing is asked of the database when the registry is made


queue = Queue()


def read() -> bytes:
    """The figures of all processes; without a folder that they share, of this one."""
    figures = CollectorRegistry() if SHARED in os.environ else registry
    if figures is not registry:
        MultiProcessCollector(figures)  # type: ignore[no-untyped-call]  # its __init__ has no types
    return generate_latest(figures) + generate_latest(queue)


def measured(answer: Answer) -> Answer:
    """Count the request under its route."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        response = answer(request)
        route = route_of(request)
        method = request.method if request.method in METHODS else "OTHER"
        requests.labels(method, route, f"{response.status_code // 100}xx").inc()
        seconds.labels(route).observe(time.monotonic() - began)
        return response

    return middleware


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures; for whoever may not see them there is no such page."""
    if not may_monitor(request):
        raise Http404("metrics")
    return HttpResponse(read(), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def may_monitor(request: HttpRequest) -> bool:
    """Whoever brings the token; in the demo also the machine itself, unless a proxy asks."""
    token = settings.MONITORING_TOKEN
    if token:
        brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(brought.encode(), token.encode())
    proxied = any(name in request.headers for name in FORWARDED)
    return bool(settings.DEMO and request.META.get("REMOTE_ADDR") in LOOPBACK and not proxied)
