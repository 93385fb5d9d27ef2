"""`jalon run`: a whole installation on one machine, with a demonstration."""

from jalon.config.secrets import local_secrets
from jalon.config.settings.base import *  # noqa: F403
from jalon.config.settings.base import VAR

_secrets = local_secrets(VAR)
SECRET_KEY = _secrets["django"]
JALON_SECRET_KEYS = [_secrets["encryption"]]
JALON_INDEX_KEY = _secrets["index"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
JALON_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # no certificate on one's own machine
JALON_PAYER = {
    "name": "SPP Intégration sociale",
    "iban": "BE71096123456769",
    "bic": "",
}  # invented: an example of the norm
