"""Text as it comes from outside: cleaned without being changed, normalised for search."""

import re
import unicodedata

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.law.folding import folded

__all__ = ["clean", "folded", "searchable"]

# Bidirectional overrides can make a signed text read otherwise than it is; the marks RLM/LRM and joiners stay.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def clean(value: str, *, limit: int = 10_000) -> str:
    """The text in NFC, line ends unified, invisible controls removed, outer blanks cut.

    Raises `InvalidInput` above `limit` characters.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = _FORBIDDEN.sub("", text).strip()
    if len(text) > limit:
        raise InvalidInput(
            _("Ce texte est trop long : %(length)s caractères, pour %(limit)s au plus.")
            % {"length": len(text), "limit": limit},
            what_to_do=_("Raccourcissez-le, ou joignez un document."),
        )
    return text


def searchable(value: str) -> list[str]:
    """The words of a name as they are searched: no accents, no case, letters and digits only."""
    bare = folded(value)
    # An apostrophe joins (D’Hondt is found as "dhondt" and as "hondt"); everything else separates.
    words = re.findall(r"\w+", re.sub(r"['’ʼ`]", " ", bare))
    joined = re.findall(r"\w+", re.sub(r"['’ʼ`]", "", bare))
    return list(dict.fromkeys([*words, *joined]))
