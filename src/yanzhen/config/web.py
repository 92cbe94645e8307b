"""The processes that answer requests, under gunicorn's arbiter.

    answer(listener)        until Ctrl-C or SIGTERM; one that dies is replaced

Each is a fork of the process that loaded everything, so packs lie in memory once. `YANZHEN_WEB`
says how many; as many as there are cores, four at most, unless it is set.
"""

import logging
import os
import socket
from typing import Any, Never

from django.conf import settings
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from yanzhen.config.gateway import Gateway, gateway

THREADS = 4
KEPT_OPEN = 75
"""Seconds that a connection waits for its next request: longer than a proxy in front keeps it."""
PATIENCE = 15
"""Seconds for the requests that are under way when the service stops."""


def answer(listener: socket.socket) -> Never:
    """Answer what comes in at an open door; ends as SystemExit in the process that called it."""
    connections.close_all()  # a fork must not share its parent's
    parent = os.getpid()
    try:
        Arbiter(_Web(listener)).run()
    except SystemExit as leaving:
        if os.getpid() != parent:
            # A fork ends here: what its parent still holds open is not its to put away.
            os._exit(leaving.code if isinstance(leaving.code, int) else 1)
        raise
    raise SystemExit(0)


class _Web(BaseApplication):  # type: ignore[misc]  # gunicorn says nothing about its types
    """Gunicorn's settings, and the application that is already loaded."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        told: dict[str, Any] = {
            # A descriptor of its own: gunicorn closes what it was given.
            "bind": [f"fd://{os.dup(self.listener.fileno())}"],
            "workers": settings.WEB_PROCESSES, "worker_class": "gthread", "threads": THREADS,
            "preload_app": True, "keepalive": KEPT_OPEN, "graceful_timeout": PATIENCE,
            "logger_class": _Log, "forwarded_allow_ips": "",
        }  # fmt: skip
        for name, value in told.items():
            self.cfg.set(name, value)

    def load(self) -> Gateway:
        return gateway()


class _Log(Logger):  # type: ignore[misc]  # gunicorn says nothing about its types
    """What gunicorn says goes where all else goes: see `logs`."""

    def setup(self, cfg: Any) -> None:
        self.error_log.propagate = True
        self.error_log.setLevel(logging.WARNING)
        self.access_log.disabled = True
