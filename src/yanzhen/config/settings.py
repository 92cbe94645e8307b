"""Every setting of the service, on one page; docs/guide/operate.md says them one by one.

All of it works unset, as a demo. With `YANZHEN_HOSTS` or `YANZHEN_HTTPS=1` it is for real, and
`yanzhen serve` refuses to start until the checks (`config.checks`) find nothing wrong. Two roles
of the database: `DATABASE_URL` serves, `YANZHEN_OWNER_URL` owns the tables and migrates.

    DATABASE_URL=postgresql://yanzhen_app:...@db.example/yanzhen YANZHEN_HOSTS=rc.example.cn
"""

import os
from pathlib import Path

from yanzhen.config.demo.accounts import listed
from yanzhen.config.embedded import cluster_in
from yanzhen.config.environment import (
    database,
    drawn_key,
    envbool,
    envint,
    envsecret,
    envtext,
    mail_server,
    unified_sign_in,
    unified_sign_in_hosts,
)
from yanzhen.config.logs import logging_in
from yanzhen.config.places import data_folder

DATA = data_folder()
DEBUG = envbool("YANZHEN_DEBUG", False)
HTTPS = envbool("YANZHEN_HTTPS", False)
HOSTS = envtext("YANZHEN_HOSTS").split()
# The demo shows invented people and accounts whose passwords all know, and draws its own secrets.
DEMO = envbool("YANZHEN_DEMO", not (HOSTS or HTTPS))
PRODUCTION = not DEMO
DEMO_ACCOUNTS = listed() if DEMO else []

SECRET_KEY_GIVEN = bool(envtext("YANZHEN_SECRET_KEY"))
SECRET_KEY = envsecret("YANZHEN_SECRET_KEY", "secret-key")
# The first key seals, all of them open (yanzhen.apps.sealing.keys); the other one looks up.
SEALING_KEYS_GIVEN = bool(envtext("YANZHEN_KEYS") and envtext("YANZHEN_INDEX_KEY"))
SEALING_KEYS = envsecret("YANZHEN_KEYS", "sealing-keys", lambda: f"drawn:{drawn_key(16)}")
SEALING_INDEX_KEY = envsecret("YANZHEN_INDEX_KEY", "index-key", lambda: drawn_key(32))

# Whoever looks after the machine asks it by its own name.
ALLOWED_HOSTS = [*HOSTS, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS if HTTPS and host != "*"]
SITE_URL = envtext("YANZHEN_SITE", next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000"))

# The one proxy in front whose word is taken for who a visitor is (*: whoever can reach the port).
TRUSTED_PROXY = envtext("YANZHEN_PROXY")

# Processes that answer requests, each on a core of its own.
WEB_PROCESSES = envint("YANZHEN_WEB", min(4, os.cpu_count() or 1), least=1)

# An empty DATABASE_URL means the embedded server; `yanzhen serve` starts it. The service's role
# owns no table, or row-level security would not bind it: `organisations.roles`.
DATABASE_URL, OWNER_URL = envtext("DATABASE_URL"), envtext("YANZHEN_OWNER_URL")
DATABASES = {"default": database(DATABASE_URL or cluster_in(DATA).url)}
OWNER_DATABASE = database(OWNER_URL or DATABASE_URL or cluster_in(DATA).owner_url)
APP_ROLE = DATABASES["default"]["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "yanzhen.api",
    "yanzhen.portal",  # before allauth: its pages are in our look
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "yanzhen.apps.sealing",
    "yanzhen.apps.audit",
    "yanzhen.apps.organisations",
    "yanzhen.apps.accounts",
    "yanzhen.apps.jobs",
    "yanzhen.apps.notices",
    "yanzhen.apps.clients",
    "yanzhen.apps.signing",
    "yanzhen.apps.policies",
    "yanzhen.apps.ledgers",
    "yanzhen.apps.registry",
    "yanzhen.apps.cases",
    "yanzhen.apps.quotas",
    "yanzhen.apps.awards",
    "yanzhen.apps.payments",
    "yanzhen.apps.claims",
    "yanzhen.apps.panels",
    "yanzhen.apps.inspections",
    "yanzhen.apps.recognition",
    "yanzhen.apps.cards",
    "yanzhen.apps.privileges",
    "yanzhen.apps.crosswalks",
    "yanzhen.apps.scenarios",
    "yanzhen.config",
]
MIDDLEWARE = [
    "yanzhen.config.requests.numbered",
    "yanzhen.config.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages only: static files lie there compressed
    "yanzhen.config.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yanzhen.config.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yanzhen.config.middleware.acting_visitor",
    "yanzhen.config.door.Door",
]
ROOT_URLCONF = "yanzhen.config.urls"
WSGI_APPLICATION = "yanzhen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yanzhen.portal.around.around",
            ]
        },
    }
]

# Who signs in: by e-mail, with a second factor where the account holds a post of staff.
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "portal:start"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
]  # fmt: skip
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "yanzhen.apps.accounts.adapters.displayed"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "yanzhen.apps.accounts.forms.Named"
# Whether an address has an account is said only to whoever reads its mail.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[雁阵 Yanzhen] "
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/10m/key"}
MFA_ADAPTER = "yanzhen.apps.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "雁阵 Yanzhen"
MFA_TOTP_TOLERANCE = 1
# Browsers take a passkey without https from localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "yanzhen.apps.accounts.adapters.UnifiedAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": unified_sign_in()}}
UNIFIED_SIGN_IN_HOSTS = unified_sign_in_hosts()
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address alone takes over no account
IDLE_SECONDS = 60 * envint("YANZHEN_IDLE_MINUTES", 30)
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
# Shared by all processes: attempts are counted, and a code is used, once for all of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache",
    }
}  # fmt: skip

# Chinese unless the visitor switches; a browser's own preference does not decide.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(envtext("YANZHEN_STATIC") or DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = envint("YANZHEN_LARGEST_FORM_BYTES", 1024 * 1024, least=1024)

# Background work: who brings tasks, and when a worker counts as dead (its jobs then wait again).
TASKS = [
    "yanzhen.apps.jobs.tasks.TASKS",
    "yanzhen.apps.notices.tasks.TASKS",
    "yanzhen.portal.tasks.TASKS",
    "yanzhen.apps.clients.webhooks.TASKS",
    "yanzhen.apps.ledgers.tasks.TASKS",
    "yanzhen.apps.registry.tasks.TASKS",
    "yanzhen.apps.cases.tasks.TASKS",
    "yanzhen.apps.quotas.tasks.TASKS",
    "yanzhen.apps.awards.tasks.TASKS",
    "yanzhen.apps.payments.tasks.TASKS",
    "yanzhen.apps.claims.tasks.TASKS",
    "yanzhen.apps.inspections.tasks.TASKS",
    "yanzhen.apps.recognition.tasks.TASKS",
    "yanzhen.apps.cards.tasks.TASKS",
    "yanzhen.apps.privileges.tasks.TASKS",
    "yanzhen.apps.crosswalks.tasks.TASKS",
]
# What follows when a granted case takes effect, in the same transaction: called with its number.
AFTER_EFFECT = [
    "yanzhen.apps.awards.service.take_up",
    "yanzhen.apps.recognition.service.take_up",
    "yanzhen.apps.cards.service.take_up",
]
# What follows a recognition, in the same transaction: called with its id and what happened to it.
AFTER_RECOGNITION = [
    "yanzhen.apps.cards.service.follow_recognition",
    "yanzhen.apps.crosswalks.service.follow",
]
# Layouts of bank files (see apps.payments.layouts): a bank of one's own is one line more.
PAYMENT_LAYOUTS = [
    "yanzhen.apps.payments.layouts.sheets.CSV",
    "yanzhen.apps.payments.layouts.sheets.XLSX",
    "yanzhen.apps.payments.layouts.fixed.FIXED",
]
# Where the secret keys of cities lie (apps.signing.stores): a device of one's own is another class.
SIGNER = envtext("YANZHEN_SIGNER", "yanzhen.apps.signing.stores.SealedKeys")
# How long what a card is shown with is good: on the phone, which fetches it anew by itself, and on
# paper or in a wallet.
CARD_TOKEN_DAYS = envint("YANZHEN_CARD_TOKEN_DAYS", 30, least=1)
CARD_PRINT_DAYS = envint("YANZHEN_CARD_PRINT_DAYS", 365, least=1)
# Who knows what somebody is paid under some rules: called with subject, city, rules; numbers.
PAID_UNDER = ["yanzhen.apps.awards.service.paid_under"]
WORKER_SILENCE = envint("YANZHEN_WORKER_SILENCE", 30, least=10)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None  # nothing registers itself: see TASKS

# What people upload, and what tasks make for them: never served by address.
MEDIA_ROOT = Path(envtext("YANZHEN_FILES") or DATA / "files")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# The invented people that scenarios run on: how many in each city, and where they lie.
DEMO_PEOPLE = envint("YANZHEN_DEMO_PEOPLE", 100_000, least=1)
DEMO_FOLDER = DATA / "demo-people"

# Mails and text messages; unset, they are written into files of the data folder.
MAIL = mail_server(envtext("YANZHEN_SMTP"))
EMAIL_BACKEND, EMAIL_FILE_PATH, EMAIL_TIMEOUT = MAIL.backend, DATA / "mail", 20
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER = MAIL.host, MAIL.port, MAIL.user
EMAIL_HOST_PASSWORD = MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.ssl, MAIL.starttls
DEFAULT_FROM_EMAIL = SERVER_EMAIL = envtext("YANZHEN_MAIL_FROM", "yanzhen@localhost")
SMS_GATEWAY = envtext("YANZHEN_SMS_GATEWAY", "yanzhen.apps.notices.gateway.FileGateway")
SMS_FILE = DATA / "text-messages.jsonl"

# The interface for programs: requests of one key or visitor a minute; whether messages may be
# sent to addresses inside one's own network, and without https.
API_PER_MINUTE = envint("YANZHEN_API_PER_MINUTE", 600, least=1)
WEBHOOKS_PRIVATE = envbool("YANZHEN_WEBHOOKS_PRIVATE", False)

# Who may look at how it is doing: whoever brings the token; in the demo also the machine itself.
MONITORING_TOKEN = envtext("YANZHEN_MONITORING_TOKEN")
LOGGING = logging_in("json" if envbool("YANZHEN_LOG_JSON", PRODUCTION) else "line")
