"""Production: every secret from the environment, HTTPS only, no demonstration (it cannot be switched on here)."""

import os

from jalon.config.settings.base import *  # noqa: F403

for _needed in ("DATABASE_URL", "JALON_SECRET_KEY", "JALON_SECRET_KEYS", "JALON_INDEX_KEY", "JALON_HOSTS"):
    if not os.environ.get(_needed):
        raise SystemExit(f"{_needed} is not set. docs/operations.md lists what production needs.")

SECRET_KEY = os.environ["JALON_SECRET_KEY"]
JALON_SECRET_KEYS = os.environ["JALON_SECRET_KEYS"].split(",")
JALON_INDEX_KEY = os.environ["JALON_INDEX_KEY"]
ALLOWED_HOSTS = os.environ["JALON_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
JALON_DEMO = False
JALON_PRODUCTION = True
JALON_REQUIRE_SECOND_FACTOR = True
# How many proxies of ours stand between the people and Jalon: their own address is told by the outermost.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("JALON_PROXIES", "1"))

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # browsers' preload list is for the domain's owner to join
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
EMAIL_HOST = os.environ.get("JALON_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("JALON_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("JALON_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("JALON_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST_USER)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("JALON_EMAIL_FROM", "jalon@localhost")
