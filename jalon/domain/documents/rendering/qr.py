"""The code in the margin of a paper contract: which version it is, and nothing about anybody.

`JALON:<id of the version>:<first 16 hex digits of the hash of its text>`
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import segno

PATTERN = re.compile(r"JALON:([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}):([0-9A-F]{16})")
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Mark:
    """What the code says: the version's id and the beginning (16 hex digits) of the hash of its text."""

    version_id: UUID
    hash_prefix: str


def payload(version_id: UUID, content_hash: str) -> str:
    """The text of the code. Upper case, which a QR code holds in fewer dots. Raises ValueError on a malformed hash."""
    if not HASH.fullmatch(content_hash):
        raise ValueError("the hash of a text is 64 lower-case hex digits")
    return f"JALON:{version_id}:{content_hash[:16]}".upper()


def read(text: str) -> Mark | None:
    """What a code says, or None when it is not one of ours."""
    match = PATTERN.fullmatch(text.upper())
    return Mark(UUID(match[1]), match[2].lower()) if match else None


@lru_cache(maxsize=256)
def picture(version_id: UUID, content_hash: str) -> str:
    """The code as an SVG string. Correction M: 29 dots a side, each big enough for a grey scan at 150 dpi."""
    code = segno.make(payload(version_id, content_hash), error="m", micro=False, boost_error=False)
    out = io.BytesIO()
    code.save(out, kind="svg", border=0, scale=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=False)
    return out.getvalue().decode()


def address(url: str) -> str:
    """An address to photograph, as an SVG string."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=0, scale=4, xmldecl=False, omitsize=False)
    return out.getvalue().decode()
