"""The service as a WSGI application, for `yanzhen serve` and for any other WSGI server.

gunicorn yanzhen.config.wsgi:application
"""

import os

from django.core.wsgi import get_wsgi_application

from yanzhen.config.fitness import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
application = get_wsgi_application()
refuse_wrong_settings()
