"""The service as a WSGI application, for `yanzhen serve` and for any other WSGI server.

gunicorn yanzhen.config.wsgi:application
"""

import os

from django.db import connections

from yanzhen.config.fitness import refuse_unsafe_role, refuse_wrong_settings
from yanzhen.config.gateway import gateway

PATIENCE = 60
"""Seconds that the database may take to start beside the server."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
application = gateway()
refuse_wrong_settings()
refuse_unsafe_role(PATIENCE)
connections.close_all()  # a server that forks must not share it
