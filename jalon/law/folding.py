"""Words compared as people type them: no accents, no case."""

import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŀ": "l", "ħ": "h"}
)


def folded(value: str) -> str:
    """The text without accents or case; Latin letters that are no plain one become what people type for them."""
    plain = unicodedata.normalize("NFKD", value.casefold().translate(_LETTERS)).casefold().translate(_LETTERS)
    return "".join(char for char in plain if not unicodedata.combining(char))
