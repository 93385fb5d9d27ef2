"""How a name sounds, roughly, to ears of Belgium: one key for spellings often taken for one another.

Made for French and Dutch names and for names transcribed in either (Dubois / Duboi, De Smet / Desmedt,
Vranckx / Vranks, Mohamed / Muhammad). Two names with one key are worth a look, nothing more.
"""

import re

from jalon.domain.core.text import folded

# In order, on plain letters; what they write is the key's own alphabet, where vowels only count at the beginning.
_RULES = [
    (re.compile(pattern), put)
    for pattern, put in (
        (r"(.)\1+", r"\1"),
        (r"e?au[ltdx]*s?$", "o"),
        (r"(?<=[aeiouy])x$", ""),
        (r"t?sch|sh|ch", "s"),
        (r"ph|pf", "f"),
        (r"gn", "n"),
        (r"gh|gu(?=[eiy])", "g"),
        (r"th|d", "t"),
        (r"qu|q|ck", "k"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"[vw]", "f"),
        (r"z", "s"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)[ts]+$", ""),  # rarely heard at the end
        (r"^[aeiouy]+", "a"),
        (r"(?<=.)[aeiouyj]", ""),
    )
]


def sound(name: str) -> str:
    """The key of one name, its words glued: De Smet sounds as Desmet. Empty for a name without Latin letters."""
    key = re.sub(r"[^a-z]", "", folded(name))
    for pattern, put in _RULES:
        key = pattern.sub(put, key)
    return key


def sound_of_person(last_name: str, first_names: str) -> str:
    """One key for surname and first given name, whichever of the two was typed in whose place."""
    first = re.split(r"[\s\-]+", first_names.strip(), maxsplit=1)[0]
    keys = [sound(last_name), sound(first)]
    return " ".join(sorted(key for key in keys if key))[:80]
