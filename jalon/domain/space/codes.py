"""The number and the code of a card, and the secret code one signs with: what a person types, what is kept of it.

The number is no secret: eight random figures and two that check them, so that a slip of the finger is told apart from a
wrong number. The code is eight characters that nobody misreads (40 bits): short enough for a phone's keyboard, and safe
because it dies after a few wrong tries (`entering.TRIES`), whoever makes them and from wherever. What is kept of it is
keyed, since so short a code could be found again from a plain fingerprint.

The secret code is six figures or more that the person chose; nobody prints it. It dies of five wrong tries too, and
what is kept of it is keyed and slow. What the person's telephone shows at the desk is neither: six figures that change
each quarter of an hour and say « this is the telephone on which that code was chosen ».
"""

import hmac
import re
import secrets
import unicodedata
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from jalon.domain.accounts.codes import ALPHABET, read_secret
from jalon.domain.accounts.models import PERSON_MAIL

CODE_LENGTH = 8
_KEPT = "jalon.space.code"
SHORTEST, LONGEST = 6, 12  # figures of a secret code
QUARTER = 15 * 60  # seconds
_SECRET, _SHOWN = "jalon.space.secret", "jalon.space.shown"


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


def read_digits(typed: str) -> str:
    """The figures in what was typed, blanks and signs left out."""
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", typed[:60]))


def is_easy(secret: str, *known: str) -> bool:
    """Whether it is among the first that anybody would try: a run, few different figures, or what others `known`."""
    steps = {(int(after) - int(before)) % 10 for before, after in zip(secret, secret[1:], strict=False)}
    halves = len(secret) % 2 == 0 and secret[: len(secret) // 2] == secret[len(secret) // 2 :]
    found = any(one and (one in secret or secret in one) for one in known)
    return len(steps) < 2 or len(set(secret)) < 3 or halves or found


def keep_secret(number: str, secret: str) -> str:
    """What is kept of a secret code, for this card alone."""
    return make_password(_keyed(number, secret))


def is_secret(number: str, secret: str, kept_secret: str) -> bool:
    """Whether this is the code that was chosen."""
    return check_password(_keyed(number, secret), kept_secret)


def _keyed(number: str, secret: str) -> str:
    return salted_hmac(_SECRET, f"{number}:{secret}", algorithm="sha256").hexdigest()


def shown(way_id: UUID, at: datetime) -> str:
    """The six figures the person's telephone shows at the desk in this quarter of an hour."""
    return _figures(way_id, int(at.timestamp()) // QUARTER)


def is_shown(way_id: UUID, typed: str, at: datetime) -> bool:
    """Whether these figures are shown now, or were until a moment ago."""
    now = int(at.timestamp()) // QUARTER
    read = read_digits(typed)
    return any([hmac.compare_digest(read, _figures(way_id, quarter)) for quarter in (now, now - 1)])


def _figures(way_id: UUID, quarter: int) -> str:
    digest = salted_hmac(_SHOWN, f"{way_id}:{quarter}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
