"""The project's settings; `accountability.environment` reads what differs between installations."""

import os
from pathlib import Path

import django_stubs_ext

from accountability import environment as read

# Typed code says what a generic class is about, as in ModelAdmin[Round]; Django itself has no such brackets.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # all that a running installation makes; ignored by git

# Where this runs

ENVIRONMENT = read.environment_named_in(os.environ)
IN_PRODUCTION = ENVIRONMENT is read.Environment.PRODUCTION
DEBUG = read.debug_wanted_in(os.environ, ENVIRONMENT)
SECRET_KEY = read.secret_key_for(ENVIRONMENT, os.environ, VAR_DIR / "secret-key")
ALLOWED_HOSTS = read.allowed_hosts_for(ENVIRONMENT, os.environ)
# What feeds, the sitemap and pages give as their own address, whichever name or proxy a reader came by.
PUBLIC_ADDRESS = read.public_address_in(os.environ, ENVIRONMENT, ALLOWED_HOSTS)

# What it is made of

INSTALLED_APPS = [
    "questions",
    "respondents",
    "accountability.apps.DeskConfig",  # django.contrib.admin with a site of our own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "simple_history",
]

# The first four stand above WhiteNoise: static files and redirects carry the security headers as well, and redirects
# say how long they may be kept.
MIDDLEWARE = [
    "accountability.content_security.content_security_policy",
    "accountability.freshness.asked_again",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "accountability.compression.CompressionForReaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "accountability.urls"
WSGI_APPLICATION = "accountability.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "questions.pages.publisher.who_publishes",
                "questions.this_page.this_page",
            ],
        },
    },
]
# Forms are drawn from templates/ too, so that the project can give a widget a template of its own.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Where the record is kept

DATABASES = {"default": read.database_named_in(os.environ, BASE_DIR)}
if ENVIRONMENT.is_served and not DEBUG:
    # A thread of the server keeps its connection; with SQLite, closing the last one would rewrite its log.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Words and dates: British English and newsroom time; accountability/formats holds "3 July 2017"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["accountability.formats"]

# Static files: a server sends them compressed, named by the hash of their contents; tools and tests need none

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "accountability" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if ENVIRONMENT.is_served and not DEBUG
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
# Where nothing is collected (tools, tests, `make dev`), WhiteNoise sends the files from where they are written.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or not ENVIRONMENT.is_served

# Who may do what. Whoever entered one of these does not publish it themselves: a second pair of eyes does.

SECOND_PAIR_OF_EYES = read.second_pair_of_eyes_in(os.environ)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# What browsers are told, on every response

SECURE_CSP = {
    "default-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Production answers over https only. gunicorn believes X-Forwarded-Proto from a proxy on this machine
# (FORWARDED_ALLOW_IPS names others), so no header is trusted here.

CSRF_TRUSTED_ORIGINS = read.trusted_origins_of(ALLOWED_HOSTS) if IN_PRODUCTION else []
CSRF_COOKIE_SECURE = IN_PRODUCTION
CSRF_FAILURE_VIEW = "accountability.csrf_refusal.refuse"
SESSION_COOKIE_SECURE = IN_PRODUCTION
SECURE_SSL_REDIRECT = IN_PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IN_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IN_PRODUCTION
SECURE_HSTS_PRELOAD = IN_PRODUCTION

# What goes wrong is written to the console; a reader's mistyped address is not an event

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
    },
}
