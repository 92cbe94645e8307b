"""The service as a WSGI application, for `yanzhen serve` and for any other WSGI server.

gunicorn yanzhen.config.wsgi:application
"""

import os

from yanzhen.config.fitness import refuse_wrong_settings
from yanzhen.config.gateway import gateway

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
application = gateway()
refuse_wrong_settings()
