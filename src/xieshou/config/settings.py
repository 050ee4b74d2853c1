"""Settings, each from the environment or a default that a school office can live with."""

import os
import secrets
from pathlib import Path

from . import sqlite  # noqa: F401  (must run before Django touches sqlite3)
from .database import embedded, from_url

HOME = Path(os.environ.get("XIESHOU_HOME", "var")).absolute()
HOME.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The installation's own key, made once and kept beside the data."""
    path = HOME / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


SECRET_KEY = os.environ.get("XIESHOU_SECRET_KEY") or _secret_key()
DEBUG = False
DEMONSTRATION = HOME / "demonstration"
ALLOWED_HOSTS = os.environ.get("XIESHOU_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "xieshou.scoping",
    "xieshou.places",
    "xieshou.accounts",
    "xieshou.terms",
    "xieshou.people",
    "xieshou.audit",
    "xieshou.ledger",
    "xieshou.files",
    "xieshou.web",
    "xieshou.office",
    "xieshou.signing",
    "xieshou.slips",
    "xieshou.papers",
    "xieshou.dimensions",
    "xieshou.keeping",
    "xieshou.upgrading",
    "xieshou.pairings",
    "xieshou.communities",
    "xieshou.steering",
    "xieshou.duties",
    "xieshou.plans",
    "xieshou.drafting",
    "xieshou.calendars",
    "xieshou.transitions",
    "xieshou.activities",
    "xieshou.placements",
    "xieshou.gifts",
    "xieshou.openings",
    "xieshou.collection",
    "xieshou.progress",
    "xieshou.clauses",
    "xieshou.insights",
    "xieshou.reports",
    "xieshou.intake",
    "xieshou.recording",
    "xieshou.confirming",
    "xieshou.bulk",
    "xieshou.registers",
    "xieshou.doubles",
    "xieshou.pasting",
    "xieshou.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "xieshou.web.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "xieshou.config.urls"
WSGI_APPLICATION = "xieshou.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "xieshou.web.context.surroundings",
            ],
        },
    }
]

DATABASES = {
    "default": from_url(os.environ["DATABASE_URL"]) if "DATABASE_URL" in os.environ else embedded(HOME / "xieshou.db")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["xieshou.accounts.backend.WithPlace"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "signing:sign-in"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if os.environ.get("XIESHOU_SERVING") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = os.environ.get("XIESHOU_SERVING") != "1"
FILES_ROOT = HOME / "files"
# Folders that backups may go to, the first by default: beside the data, or a disk that is plugged in.
BACKUP_FOLDERS = [Path(one) for one in os.environ.get("XIESHOU_BACKUPS", "").split(os.pathsep) if one] or [
    HOME / "backups"
]
# The folder of the version that runs, when it was installed from an archive; and where new archives are brought to.
INSTALLED = Path(os.environ["XIESHOU_INSTALLED"]) if "XIESHOU_INSTALLED" in os.environ else None
UPGRADES = HOME / "upgrades"
BACKUPS_KEPT = int(os.environ.get("XIESHOU_BACKUPS_KEPT", "14"))

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 90 * 24 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("XIESHOU_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
