"""From what somebody typed to what paper can show, without changing a word.

Typst writes no PDF/A with a character its fonts lack, and a control character could reorder the letters a person
signs. So: NUL is refused, invisible controls go, and a character no shipped font has becomes □ and is reported.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

from .errors import TextTooLong, UnprintableText

FONTS = Path(__file__).parent / "fonts"
LONGEST_TEXT = 200_000
MISSING = "□"
MOST_MARKS = 6

PLAIN = re.compile(r"[\n\x20-\x7e\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u202f\u20ac]*")
LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, and what reorders or hides letters: bidirectional overrides and marks, joiner and variation controls, tags.
INVISIBLE = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x9f\u061c\u180b-\u180f\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
LONG_RUN = re.compile(r"\S{31,}")
BREAKABLE = re.compile(r"([/\\._@?&=#:,;-])(?=\w)")


def clean(text: str, missing: set[str] | None = None) -> str:
    """The same text, printable. Raises `UnprintableText` or `TextTooLong`; adds to `missing` what became □."""
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(limit=f"{LONGEST_TEXT:,}".replace(",", "\u202f"))
    if not PLAIN.fullmatch(text):
        text = _tame(text, missing)
    return LONG_RUN.sub(_let_break, text)


def _tame(text: str, missing: set[str] | None) -> str:
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise UnprintableText("NUL or lone surrogate")
    text = unicodedata.normalize("NFC", LINE_BREAKS.sub("\n", text)).replace("\t", " ")
    text = INVISIBLE.sub("", text)
    known = covered()
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > MOST_MARKS:
            continue
        if char == "\n" or (ord(char) in known and unicodedata.category(char) != "Co"):
            kept.append(char)
        else:
            kept.append(MISSING)
            if missing is not None:
                missing.add(char)
    return "".join(kept)


def _let_break(match: re.Match[str]) -> str:
    """Invisible places to break: after punctuation in an address, every twenty letters in a run without any."""
    run = BREAKABLE.sub("\\1\u200b", match[0])
    return "\u200b".join(piece for part in run.split("\u200b") for piece in _slices(part))


def _slices(part: str) -> list[str]:
    if len(part) <= 60:
        return [part]
    return [part[at : at + 20] for at in range(0, len(part), 20)]


@cache
def covered() -> frozenset[int]:
    """Every code point some shipped font can show."""
    points = {0x200B, 0x200C, 0x200D}
    for font in sorted(FONTS.glob("*.ttf")):
        points |= _code_points(font.read_bytes())
    return frozenset(points)


def _code_points(font: bytes) -> set[int]:
    """The character map of a TrueType file (tables of format 4 and 12; OpenType specification, `cmap`)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == b"cmap":
            return _cmap(font, offset)
    return set()


def _cmap(font: bytes, base: int) -> set[int]:
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", font, base + 2)[0]):
        at = base + struct.unpack_from(">L", font, base + 4 + 8 * index + 4)[0]
        kind = struct.unpack_from(">H", font, at)[0]
        if kind == 4:
            points |= _segments(font, at)
        elif kind == 12:
            groups = struct.unpack_from(">L", font, at + 12)[0]
            for group in range(groups):
                first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * group)
                points.update(range(first, last + 1))
    return points


def _segments(font: bytes, at: int) -> set[int]:
    """Format 4: segments of code points; a segment through the glyph array may hold holes (glyph 0)."""
    half = struct.unpack_from(">H", font, at + 6)[0]
    count = half // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + half)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * half)
    offsets_at = at + 16 + 3 * half
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    points: set[int] = set()
    for segment, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + delta
            if offset:
                glyph = struct.unpack_from(">H", font, offsets_at + 2 * segment + offset + 2 * (point - first))[0]
            if glyph & 0xFFFF:
                points.add(point)
    return points
