"""The secret of an invitation or of a recovered access: sixteen characters that nobody misreads (80 bits).

It is the same in a link and on paper. Only its fingerprint is kept.
"""

import hashlib
import re
import secrets
import unicodedata

LENGTH = 16
# Crockford's base 32: no I, L, O or U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_secret() -> str:
    """Sixteen characters nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def printed(secret: str) -> str:
    """The code in groups of four, as it stands on paper."""
    return "-".join(secret[place : place + 4] for place in range(0, LENGTH, 4))


def read_secret(typed: str) -> str:
    """What somebody typed or a link carried, without blanks and dashes and with misread letters put right."""
    bare = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", typed[:100]).upper())
    return bare.translate(_MISREAD)


def fingerprint(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
