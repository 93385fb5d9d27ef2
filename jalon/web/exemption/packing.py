"""A scheme in the address of a page: its file, packed so that a link holds all of it.

One that is too long for an address stands there by a short name, and is kept with the session of who opened it: for the
day, for them alone. Kept as a scenario it is shared like any other.
"""

import base64
import binascii
import hashlib
import zlib
from collections.abc import MutableMapping
from typing import Any

from jalon.law.errors import SchemeError
from jalon.law.income import Scheme, parse_scheme, write_scheme

MOST_PACKED = 1_600  # two of them and every field are less than servers take in one address
_LONGEST = 60_000  # of the file itself, once unpacked: more than one that may be sent becomes when written again
_SESSION, _NAMED, _MOST_DRAFTS = "lab_schemes", "~", 4


class Drafts:
    """The long schemes of a session, the latest few, by their short names."""

    def __init__(self, session: MutableMapping[str, Any] | None = None) -> None:
        self._session = {} if session is None else session

    def short(self, file: str) -> str:
        """What stands in an address for a packed file: itself, or the name it is now kept under."""
        if len(file) <= MOST_PACKED:
            return file
        name = _NAMED + hashlib.sha256(file.encode()).hexdigest()[:20]
        others = {key: one for key, one in self._session.get(_SESSION, {}).items() if key != name}
        latest = list(others.items())[1 - _MOST_DRAFTS :]
        self._session[_SESSION] = dict(latest) | {name: file}
        return name

    def scheme(self, text: str) -> Scheme | None:
        """The scheme of what stands in an address; None when it is none, was changed, or is no longer kept."""
        if not self.is_short(text):
            return unpacked(text) if len(text) <= MOST_PACKED else None
        return unpacked(self._session.get(_SESSION, {}).get(text, ""))

    @staticmethod
    def is_short(text: str) -> bool:
        """Whether it is such a name, and no file."""
        return text.startswith(_NAMED)

    def lost(self, text: str) -> bool:
        """Whether it is the name of one that this session does not keep."""
        return self.is_short(text) and text not in self._session.get(_SESSION, {})


def packed(scheme: Scheme) -> str:
    """Its file, in letters that an address may have. It may be longer than `MOST_PACKED`."""
    return base64.urlsafe_b64encode(zlib.compress(write_scheme(scheme).encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> Scheme | None:
    """The scheme; None when the text is none, or was changed."""
    if not text:
        return None
    try:
        opened = zlib.decompressobj()
        written = opened.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), _LONGEST)
        return parse_scheme(written.decode(), name="piste.yaml") if opened.eof else None
    except (SchemeError, binascii.Error, zlib.error, ValueError):
        return None
