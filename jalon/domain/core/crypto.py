"""Encryption of the few values that must never be read from a stolen disk, and their blind index.

Keys come from `JALON_SECRET_KEYS` (newest first; older ones still decrypt). A blind index is an HMAC under a key
derived for one centre, so that two centres holding the same person cannot be matched by comparing columns.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _derive(secret: str, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=b"jalon", info=info).derive(secret.encode())


def _box() -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(_derive(secret, b"encrypt"))) for secret in settings.JALON_SECRET_KEYS]
    )


def encrypt(value: str) -> bytes:
    """Encrypt under the newest key."""
    return _box().encrypt(value.encode())


def decrypt(value: bytes) -> str:
    """Decrypt under whichever key fits; raises `cryptography.fernet.InvalidToken` if none does."""
    return _box().decrypt(bytes(value)).decode()


def sign_in_index(value: str) -> str:
    """64 hexadecimal digits that find an outside identity again at sign-in, before any centre is known."""
    key = _derive(settings.JALON_INDEX_KEY, b"index:sign-in")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def blind_index(value: str, *, centre_id: UUID) -> str:
    """32 hexadecimal digits that allow an equality search inside one centre. The index key does not rotate."""
    key = _derive(settings.JALON_INDEX_KEY, b"index:" + centre_id.bytes)
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:32]
