"""Every setting of the service, on one page.

All of it works unset. For production set `DATABASE_URL`, `YANZHEN_HOSTS` and `YANZHEN_HTTPS=1`:

    DATABASE_URL=postgresql://yanzhen:...@db.example/yanzhen YANZHEN_HOSTS=rc.example.cn
"""

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from yanzhen.config.embedded import cluster_in
from yanzhen.config.places import data_folder


def envbool(name: str, default: bool) -> bool:
    """`1`, `true`, `yes` and `on` are true; anything else that is set is false."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def envint(name: str, default: int) -> int:
    """A whole number, or the default when unset."""
    value = os.environ.get(name)
    return default if value is None else int(value)


def envsecret(name: str, file_name: str, draw: Callable[[], str] | None = None) -> str:
    """A secret from the environment, else one that is drawn once and kept in the data folder."""
    if value := os.environ.get(name):
        return value
    file = data_folder() / file_name
    if not file.exists():
        drawn = file.with_name(f"{file_name}.{os.getpid()}")
        drawn.touch(mode=0o600)
        drawn.write_text(draw() if draw else secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # of two that start together, the first one's stays
            os.link(drawn, file)
        drawn.unlink()
    return file.read_text()


def drawn_key(size: int) -> str:
    """Random bytes, as the settings write a key."""
    return base64.b64encode(secrets.token_bytes(size)).decode()


def database(url: str) -> dict[str, Any]:
    """Django's words for a PostgreSQL address, in any form that libpq understands."""
    given: dict[str, Any] = {k: v for k, v in conninfo_to_dict(url).items() if v is not None}
    fields = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    settings: dict[str, Any] = {key: str(given.pop(name, "")) for key, name in fields.items()}
    return settings | {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": given,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DEBUG = envbool("YANZHEN_DEBUG", False)
SECRET_KEY = envsecret("YANZHEN_SECRET_KEY", "secret-key")
# Outside the demo nothing is drawn that has to be kept: the system checks then ask for it.
PRODUCTION = envbool("YANZHEN_PRODUCTION", envbool("YANZHEN_HTTPS", False))
# The first key seals, all of them open (yanzhen.apps.sealing.keys); the other one looks up.
SEALING_KEYS_GIVEN = {"YANZHEN_KEYS", "YANZHEN_INDEX_KEY"} <= os.environ.keys()
SEALING_KEYS = envsecret("YANZHEN_KEYS", "sealing-keys", lambda: f"drawn:{drawn_key(16)}")
SEALING_INDEX_KEY = envsecret("YANZHEN_INDEX_KEY", "index-key", lambda: drawn_key(32))
ALLOWED_HOSTS = os.environ.get("YANZHEN_HOSTS", "127.0.0.1 localhost [::1]").split()
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if envbool("YANZHEN_HTTPS", False)
]

# An empty DATABASE_URL means the embedded server; `yanzhen serve` starts it.
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": database(DATABASE_URL or cluster_in(data_folder()).url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# No sessions and no accounts yet: of a visitor only the scenarios are kept that she makes herself.
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "yanzhen.apps.sealing",
    "yanzhen.apps.audit",
    "yanzhen.apps.jobs",
    "yanzhen.apps.policies",
    "yanzhen.apps.scenarios",
    "yanzhen.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages only: static files lie there compressed
    "yanzhen.config.middleware.content_security_policy",
    "yanzhen.config.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "yanzhen.config.urls"
WSGI_APPLICATION = "yanzhen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# Chinese unless the visitor switches; a browser's own preference does not decide.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("YANZHEN_STATIC") or data_folder() / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

HTTPS = envbool("YANZHEN_HTTPS", False)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = envint("YANZHEN_LARGEST_FORM_BYTES", 1024 * 1024)

# Background work: who brings tasks, and when a worker counts as dead (its jobs then wait again).
TASKS = ["yanzhen.apps.jobs.tasks.TASKS"]
WORKER_SILENCE = envint("YANZHEN_WORKER_SILENCE", 30)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None  # nothing registers itself: see TASKS

# What people upload, and what tasks make for them: never served by address.
MEDIA_ROOT = Path(os.environ.get("YANZHEN_FILES") or data_folder() / "files")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# The invented people that scenarios run on: how many in each city, and where they lie.
DEMO_PEOPLE = envint("YANZHEN_DEMO_PEOPLE", 100_000)
DEMO_FOLDER = data_folder() / "demo-people"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # A wrong address is the visitor's affair, a request that waits its turn nobody's.
        "django.request": {"level": "ERROR"},
        "waitress.queue": {"level": "ERROR"},
    },
}
