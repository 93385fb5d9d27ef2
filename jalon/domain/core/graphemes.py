"""Characters as a person counts them: an accent, a flag or a family of emoji is one.

The extended grapheme clusters of Unicode (UAX 29), with Python's own tables; Indic conjuncts (GB9c) are not joined.
"""

import unicodedata

_JOINER = "\u200d"
_REGIONAL = range(0x1F1E6, 0x1F200)
_TONES = range(0x1F3FB, 0x1F400)  # the skin colours of emoji
_TAGS = range(0xE0020, 0xE0080)  # the letters of a flag of a region


def count(text: str) -> int:
    """How many characters a person sees. A line end counts as one."""
    total, before, flags, pictured = 0, "", 0, False
    for char in text:
        joined = bool(before) and _joins(before, char, flags, pictured)
        total += not joined
        flags = flags + 1 if ord(char) in _REGIONAL else 0
        pictured = (pictured and _extends(char)) or _is_picture(char)
        before = char
    return total


def _joins(before: str, char: str, flags: int, pictured: bool) -> bool:
    if before == "\r":
        return char == "\n"
    if unicodedata.category(before) == "Cc" or unicodedata.category(char) == "Cc":
        return False
    if _extends(char) or unicodedata.category(char) == "Mc":
        return True
    if before == _JOINER and pictured and _is_picture(char):
        return True
    if ord(char) in _REGIONAL:
        return flags % 2 == 1
    return _same_syllable(ord(before), ord(char))


def _extends(char: str) -> bool:
    place = ord(char)
    return unicodedata.category(char) in {"Mn", "Me"} or char == _JOINER or place in _TONES or place in _TAGS


def _is_picture(char: str) -> bool:
    place = ord(char)
    return place not in _TONES and place not in _REGIONAL and unicodedata.category(char) == "So"


def _same_syllable(before: int, after: int) -> bool:
    """Hangul: leading consonants, vowels and final consonants written one by one."""
    leads, vowels, finals = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)
    whole = before in range(0xAC00, 0xD7A4)
    open_syllable = whole and (before - 0xAC00) % 28 == 0
    if before in leads:
        return after in leads or after in vowels or after in range(0xAC00, 0xD7A4)
    if before in vowels or open_syllable:
        return after in vowels or after in finals
    return (before in finals or whole) and after in finals
