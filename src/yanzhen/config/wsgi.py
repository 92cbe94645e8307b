"""The service as a WSGI application, for `yanzhen serve` and for any other WSGI server.

gunicorn yanzhen.config.wsgi:application
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
application = get_wsgi_application()
