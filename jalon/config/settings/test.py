"""Tests: the web login's rights, the demonstration's doors, fast password hashes."""

import os

from jalon.config.database import test_url

# Log in as the migrator but rest as the web login: PostgreSQL checks the rights of the role, not of the login.
# Set anew in each process: a worker inherits the environment of the one that started it, and needs its own database.
os.environ["DATABASE_URL"] = test_url(f"jalon_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")

from jalon.config.settings.base import *  # noqa: E402, F403

SECRET_KEY = "test-only-" + "x" * 50
JALON_SECRET_KEYS = ["test-only-key"]
JALON_INDEX_KEY = "test-only-index-key"
ALLOWED_HOSTS = ["*"]
JALON_DEMO = True
JALON_PAYER = {"name": "SPP Intégration sociale", "iban": "BE71096123456769", "bic": ""}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # no folder of collected files
WHITENOISE_MAX_AGE = 600  # a browser asks for them once, as it would elsewhere
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # no certificate on one's own machine
