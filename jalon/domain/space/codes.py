"""The number and the code of a card: what a person types, and what is kept of it.

The number is no secret: eight random figures and two that check them, so that a slip of the finger is told apart from a
wrong number. The code is eight characters that nobody misreads (40 bits): short enough for a phone's keyboard, and safe
because it dies after a few wrong tries (`entering.TRIES`), whoever makes them and from wherever. What is kept of it is
keyed, since so short a code could be found again from a plain fingerprint.
"""

import re
import secrets
import unicodedata

from django.utils.crypto import salted_hmac

from jalon.domain.accounts.codes import ALPHABET, read_secret
from jalon.domain.accounts.models import PERSON_MAIL

CODE_LENGTH = 8
_KEPT = "jalon.space.code"


def new_number() -> str:
    """Ten figures."""
    number = secrets.randbelow(90_000_000) + 10_000_000
    return f"{number}{97 - number % 97:02d}"


def read_number(typed: str) -> str:
    """The number in what was typed, blanks and signs left out; empty when it can be no card's."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", typed[:60]))
    return digits if len(digits) == 10 and 97 - int(digits[:8]) % 97 == int(digits[8:]) else ""


def address_of(number: str) -> str:
    """What the account of this card is called: an address no mail reaches and no member can have."""
    return f"{number or '0'}{PERSON_MAIL}"


def new_code() -> str:
    """Eight characters nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """The code in what was typed, with misread letters put right."""
    return read_secret(typed)


def printed_code(code: str) -> str:
    """The code in two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def kept(number: str, code: str) -> str:
    """What is kept of a code: 64 hexadecimal digits that only this installation can make, for this card alone."""
    return salted_hmac(_KEPT, f"{number}:{code}", algorithm="sha256").hexdigest()
