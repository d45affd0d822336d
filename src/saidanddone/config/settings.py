"""The one settings module. Every value that differs between installations is read from the environment here.

`.env.example` documents each variable; a test holds it to what is read.
"""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from saidanddone.core import env

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parents[1]
DATA_DIR = env.folder("DATA_DIR", Path.cwd() / "var")

DEBUG = env.boolean("DEBUG", False)
DEMONSTRATION = env.boolean("DEMONSTRATION", False)
"""The invented county on this machine only: says so on every page, and asks for no second factor."""
INSECURE_KEY = "only-for-this-machine-" + "0" * 40
SECRET_KEY = env.text("SECRET_KEY", INSECURE_KEY)
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
PORT = env.integer("PORT", 8000, minimum=1, maximum=65_535)
SITE_URL = env.origin("SITE_URL", f"http://localhost:{PORT}")
HTTPS = SITE_URL.startswith("https://")
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0, maximum=10)
"""How many proxies of ours stand in front; so many entries of X-Forwarded-For are believed, from the right."""

AREA_NAME = env.text("AREA_NAME", "Aberwen")
AREA_NAME_CY = env.text("AREA_NAME_CY", AREA_NAME)
LOCAL_TIME_ZONE = env.zone("LOCAL_TIME_ZONE", "Europe/London")
NATIONS = ("england", "wales", "scotland", "northern_ireland")
NATION = env.one_of("NATION", "wales", NATIONS)
"""Whose bank holidays a new organisation keeps unless another nation is chosen for it."""
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "hello@example.org")

INSTALLED_APPS = [
    "saidanddone.ui",
    "saidanddone.core",
    "saidanddone.record",
    "saidanddone.search",
    "saidanddone.messaging",
    "saidanddone.places",
    "saidanddone.people",
    "saidanddone.moderation",
    "saidanddone.contributions",
    "saidanddone.surveys",
    "saidanddone.decisions",
    "saidanddone.commitments",
    "saidanddone.funds",
    "saidanddone.alliances",
    "saidanddone.thread",
    "saidanddone.trust",
    "saidanddone.web",
    "saidanddone.api",
    "saidanddone.demonstration",
    "saidanddone.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "saidanddone.people.middleware.ViewerMiddleware",
    "saidanddone.ui.middleware.ClientErrorsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "saidanddone.config.urls"
WSGI_APPLICATION = "saidanddone.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saidanddone.ui.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "saidanddone.ui.templatetags.components",
            ],
        },
    }
]
FORM_RENDERER = "saidanddone.ui.forms.Renderer"

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR / "saidanddone.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
"""Never from a cache: each process has its own, and a session that ended in one would live on in the others."""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "saidanddone.ui.views.forged"
SECURE_SSL_REDIRECT = HTTPS and not DEBUG
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
OIDC_SERVER = env.text("OIDC_SERVER", "")
"""An organisation's own sign-in by OpenID Connect; without one, people sign in here only."""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *([OIDC_SERVER] if OIDC_SERVER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "200/m/ip",
    "request_login_code": "200/m/ip,3/m/key",
    "reset_password": "60/m/ip,5/m/key",
}
"""Two hundred people in one hall share an address; guessing at one account is bounded by its key."""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMONSTRATION
_OIDC = {
    "provider_id": "organisation",
    "name": env.text("OIDC_NAME", "My organisation"),
    "client_id": env.text("OIDC_CLIENT_ID", ""),
    "secret": env.text("OIDC_CLIENT_SECRET", ""),
    "settings": {"server_url": OIDC_SERVER},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_OIDC] if OIDC_SERVER else []}}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECOND_FACTOR_REQUIRED = not (DEBUG or DEMONSTRATION)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
TIME_ZONE = LOCAL_TIME_ZONE

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
"""Files that people attach; outside the web root, served by a view."""
CHARTS_DIR = DATA_DIR / "charts"
TEXT_INDEX_DIR = env.folder("TEXT_INDEX_DIR", DATA_DIR / "text-index")
"""Which contributions are alike, as the worker has worked it out; web processes that share the folder read it."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "saidanddone.core.uploads.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

_EMAIL = env.email("EMAIL_URL")
"""`file` keeps messages in DATA_DIR/mail; `smtp://user:password@host:port` and `smtps://…` send them."""
EMAIL_BACKEND = _EMAIL["BACKEND"]
EMAIL_HOST, EMAIL_PORT = _EMAIL["HOST"], _EMAIL["PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _EMAIL["USER"], _EMAIL["PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _EMAIL["USE_TLS"], _EMAIL["USE_SSL"]
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = DATA_DIR / "mail"
TEXT_SERVICE = env.text("TEXT_SERVICE", "saidanddone.messaging.text_files.write" if DEBUG or DEMONSTRATION else "")
"""Dotted name of a function that takes a telephone number and words, and sends them; empty: there is none.
The one that keeps them as files sends nothing, so it is no default of a server."""
TEXT_FILE_PATH = DATA_DIR / "texts"
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", "Said & Done <noreply@example.org>")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

RECORD_DIR = env.folder("RECORD_DIR", DATA_DIR / "record")
RECORD_KEY_FILE = env.folder("RECORD_KEY_FILE", RECORD_DIR / "signing-key")
RECORD_ORIGIN = env.text("RECORD_ORIGIN", SITE_URL.partition("://")[2] + "/record")

EDIT_WINDOW_MINUTES = env.integer("EDIT_WINDOW_MINUTES", 30, maximum=10_080)
"""How long a contributor may correct their words without keeping the earlier version."""

SEALED_ORIGINAL_DAYS = env.integer("SEALED_ORIGINAL_DAYS", 90, maximum=3_650)
"""How long the words as they were before a moderator took parts out are kept, sealed, for an appeal."""

MESSAGE_DAYS = env.integer("MESSAGE_DAYS", 30, maximum=3_650)
"""How long it is kept to whom a message went, and one that could not be sent to be tried again."""

LIVE_OUTCOMES = env.integer("LIVE_OUTCOMES", 10, minimum=1, maximum=100)
"""How many outcomes may be live at once: few enough that everyone can name them."""

SETBACK_DAYS = env.integer("SETBACK_DAYS", 10, maximum=250)
"""Within how many working days after it was known a setback is to be said here."""

GIVING_PREFIX = env.text("GIVING_PREFIX", "360G-" + "".join(filter(str.isalnum, AREA_NAME)).lower())
"""What 360Giving has given to whoever publishes the grants of this site; identifiers of ours begin with it."""
GIVING_IDS = env.listed("GIVING_IDS", [])
"""The numbers of organisations in public registers, as org-id.guide writes them: `council=GB-PLA-CRF`."""

SILENCED_SYSTEM_CHECKS = ["security.W003"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "saidanddone.people.secret_addresses.SecretsFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
"""One way out for every line, so that no token of a return link or an invitation passes the filter."""
AREA = {"en": AREA_NAME, "cy": AREA_NAME_CY}
LANGUAGE_NAMES = {"en": _("English"), "cy": _("Welsh")}
