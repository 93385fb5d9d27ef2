"""A scheme in the address of a page: its file, packed so that a link holds all of it."""

import base64
import binascii
import zlib

from jalon.law.errors import SchemeError
from jalon.law.income import Scheme, parse_scheme, write_scheme

MOST_PACKED = 1_600  # two of them and every field are less than servers take in one address
_LONGEST = 20_000  # of the file itself, once unpacked


def packed(scheme: Scheme) -> str:
    """Its file, in letters that an address may have. It may be longer than `MOST_PACKED`."""
    return base64.urlsafe_b64encode(zlib.compress(write_scheme(scheme).encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> Scheme | None:
    """The scheme; None when the text is none, or was changed."""
    if not text or len(text) > MOST_PACKED:
        return None
    try:
        opened = zlib.decompressobj()
        written = opened.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), _LONGEST)
        return parse_scheme(written.decode(), name="piste.yaml") if opened.eof else None
    except (SchemeError, binascii.Error, zlib.error, ValueError):
        return None
