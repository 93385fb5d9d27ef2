"""Settings common to every installation; `test`, `dev` and `prod` complete them."""

import os

from csp.constants import NONE, SELF

from jalon.config.database import connection_settings, resting_role, var_folder
from jalon.config.settings.sign_in import *  # noqa: F403
from jalon.web.access.oidc.providers import read_providers

VAR = var_folder()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "csp",
    "jalon.web.access",  # before allauth, whose pages it draws again
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "jalon.domain.core",
    "jalon.domain.centres",
    "jalon.domain.accounts",
    "jalon.domain.audit",
    "jalon.domain.documents",
    "jalon.domain.people",
    "jalon.domain.instruments",
    "jalon.domain.piis",
    "jalon.domain.sanctions",
    "jalon.domain.exemption",
    "jalon.domain.space",
    "jalon.domain.activation",
    "jalon.domain.worklist",
    "jalon.domain.subsidies",
    "jalon.domain.conventions",
    "jalon.domain.grants",
    "jalon.domain.results",
    "jalon.domain.spending",
    "jalon.domain.reports",
    "jalon.domain.payments",
    "jalon.domain.figures",
    "jalon.domain.lab",
    "jalon.web.ui",
    "jalon.web.figures",
    "jalon.web.federal",
    "jalon.web.subsidies",
    "jalon.web.conventions",
    "jalon.web.payments",
    "jalon.web.reports",
    "jalon.web.results",
    "jalon.web.spending",
    "jalon.web.day",
    "jalon.web.sanctions",
    "jalon.web.exemption",
    "jalon.web.lab",
    "jalon.web.activation",
    "jalon.web.people",
    "jalon.web.members",
    "jalon.web.bilan",
    "jalon.web.measures",
    "jalon.web.piis",
    "jalon.web.space",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jalon.web.access.middleware.GateMiddleware",
]

ROOT_URLCONF = "jalon.config.urls"
WSGI_APPLICATION = "jalon.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["jalon.web.ui.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jalon.web.access.context.shell",
                "jalon.web.ui.context.shell",
            ],
        },
    }
]

DATABASES = {"default": connection_settings(VAR)}
JALON_RESTING_ROLE = resting_role()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# French is the language the interface is written in; the catalogues hold the others.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands")]
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# What a page says once may name a person: it waits in the session, not in a cookie that outlives it.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_HANDLERS = [
    "jalon.config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

JALON_DEMO = False
# Whose account pays, and the numbers of the payer's plan of accounts (`domain/payments/ledger.py`): the operator's.
JALON_PAYER = {name: os.environ.get(f"JALON_PAYER_{name.upper()}", "") for name in ("name", "iban", "bic")}
JALON_LEDGER = {
    name: os.environ.get(f"JALON_LEDGER_{name.upper()}", "") for name in ("advances", "subsidies", "bank", "claims")
}
JALON_IDENTITY_PROVIDERS = read_providers(os.environ)  # beside the card, for persons; none unless named there
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Faults of the program go to the server's own log; refusals and pages that do not exist are no faults.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_words": {"()": "jalon.config.fault_log.WithoutWords"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without_words"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR"}},
}
