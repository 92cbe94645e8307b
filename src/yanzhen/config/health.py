"""How the service is doing, for those who look after it.

/health/live     the process answers; whoever minds it starts it again when it does not
/health/ready    the database answers and its tables are up to date: send requests here
/health/full     queue, workers, room on the disk, audit, backup: for staff and for monitoring
"""

import shutil
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

import yanzhen
from yanzhen.apps.jobs.service import load
from yanzhen.apps.policies.service import published_cities
from yanzhen.config.metrics import may_monitor

LATE = 15 * 60
"""Seconds that a job may be due before somebody should look."""
FULL = 0.05
"""Part of the disk that should be free."""
_seen_up_to_date: list[bool] = []


@require_GET
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """`ok` from a process that answers; asks nobody else."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """`ok` when requests can be answered, else 503 and why, without a detail."""
    reason = _not_ready()
    if reason:
        return HttpResponse(reason, status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_GET
@never_cache
def full(request: HttpRequest) -> HttpResponse:
    """Everything, each with whether it is well: a report, so it is there when something is not."""
    if not (may_monitor(request) or _is_staff(request)):
        raise Http404("health")
    if reason := _not_ready():
        return JsonResponse({"well": False, "database": {"well": False, "is": reason}})
    found = {"database": {"well": True}, **_queue(), **_disk(), **_packs(), **_backup()}
    well = all(one["well"] for one in found.values())
    return JsonResponse({"well": well, "version": yanzhen.__version__, **found})


def _is_staff(request: HttpRequest) -> bool:
    return bool(getattr(getattr(request, "actor", None), "is_staff", False))


def _not_ready() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "" if _up_to_date() else "migrations are missing"
    except Error:
        return "the database does not answer"


def _up_to_date() -> bool:
    """Whether no migration of this version is missing; once it is so, it stays so."""
    if not _seen_up_to_date:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen_up_to_date.append(True)
    return True


def _queue() -> dict[str, dict[str, Any]]:
    now = load()
    late = now.oldest > LATE
    return {
        "queue": {
            "well": not late, "waiting": now.waiting, "running": now.running,
            "failed": now.failed, "oldest_seconds": round(now.oldest),
        },
        "workers": {"well": now.workers > 0, "alive": now.workers},
    }  # fmt: skip


def _disk() -> dict[str, dict[str, Any]]:
    room = shutil.disk_usage(settings.DATA)
    free = room.free / room.total
    return {"disk": {"well": free > FULL, "free_percent": round(free * 100)}}


def _packs() -> dict[str, dict[str, Any]]:
    cities = [one.city for one in published_cities()]
    return {"packs": {"well": bool(cities), "cities": cities}}


def _backup() -> dict[str, dict[str, Any]]:
    """When the last backup was made from here; a demo needs none."""
    mark = settings.DATA / "last-backup"
    if not mark.is_file():
        return {"backup": {"well": settings.DEMO, "last": None}}
    last = datetime.fromtimestamp(mark.stat().st_mtime, UTC)
    old = (datetime.now(UTC) - last).days > 1
    return {"backup": {"well": settings.DEMO or not old, "last": last.isoformat()}}
