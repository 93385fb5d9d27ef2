"""The national number (NISS / INSZ): read strictly, and what it says about its holder.

Eleven digits: YYMMDD, a sequence of three (odd for men, even for women), and 97 minus the rest of the first nine by
97; a 2 stands before the nine for births from 2000 on. A « bis » number, for people outside the national register,
adds 20 to the month when the sex was not known, 40 when it was. Unknown parts of the date are 00.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.enums import Sex

# What people and programmes put between the digits: blanks, dots, dashes and slashes of every width.
_SEPARATORS = re.compile(r"[\s.\-/_·\u00ad\u2010-\u2015\u2212\u200b\u2060]+")
_ELEVEN = re.compile(r"[0-9]{11}", re.ASCII)
# The groups people write it in (85.07.30-033.28); looked for from every digit that follows none.
_BETWEEN = _SEPARATORS.pattern.removesuffix("+") + "{0,3}"
_ANYWHERE = re.compile(rf"(?<![0-9])(?=({_BETWEEN.join(f'[0-9]{{{n}}}' for n in (2, 2, 2, 3, 2))})(?![0-9]))")
MASK = "••.••.••-•••.••"


@dataclass(frozen=True, slots=True)
class Niss:
    """A valid number. Parts of the date of birth that it does not tell are None."""

    digits: str
    birth_year: int | None
    birth_month: int | None
    birth_day: int | None
    sex: Sex
    is_bis: bool

    def __str__(self) -> str:
        """« 85.07.30-033.28 »."""
        n = self.digits
        return f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:9]}.{n[9:]}"

    def __repr__(self) -> str:
        # Never in a log or a traceback.
        return "Niss(…)"


def parse(typed: str, *, on: date) -> Niss:
    """The number that was typed, or `InvalidInput` that says what is wrong with it. `on` refuses births to come."""
    digits = _eleven_digits(typed)
    if digits[6:9] in ("000", "999"):
        raise _refused(_("Le numéro d’ordre (les trois chiffres après la date) ne peut pas être %s.") % digits[6:9])
    century = _century(digits)
    step, month = divmod(int(digits[2:4]), 20)
    if step > 2 or month > 12:
        raise _refused(_("Le mois qu’il contient n’existe pas."))
    year, known_month, day = _birth(century + int(digits[:2]), month, int(digits[4:6]), digits)
    if year is not None and (year, known_month or 1, day or 1) > (on.year, on.month, on.day):
        raise _refused(_("La date de naissance qu’il contient est dans le futur."))
    return Niss(digits, year, known_month, day, _sex(step, int(digits[6:9])), is_bis=step > 0)


def looks_like_niss(typed: str) -> bool:
    """Whether this could only be meant as a national number: eleven digits once separators are gone."""
    return bool(_ELEVEN.fullmatch(_SEPARATORS.sub("", typed)))


def mentioned(text: str, *, on: date) -> bool:
    """Whether a valid number stands somewhere in a text, written whole or in its usual groups."""
    return any(_is_valid(found[1], on) for found in _ANYWHERE.finditer(text))


def _is_valid(typed: str, on: date) -> bool:
    try:
        parse(typed, on=on)
    except InvalidInput:
        return False
    return True


def disagreements(
    niss: Niss, *, birth_year: int | None, birth_month: int | None, birth_day: int | None, sex: str
) -> list[str]:
    """Where the number and what was typed do not say the same. Warnings: registers hold errors too."""
    pairs = [(niss.birth_year, birth_year), (niss.birth_month, birth_month), (niss.birth_day, birth_day)]
    found = []
    if any(told is not None and typed is not None and told != typed for told, typed in pairs):
        found.append(_("La date de naissance du NISS n’est pas celle que vous avez écrite."))
    if Sex.UNKNOWN not in (niss.sex, sex) and niss.sex != sex:
        found.append(_("Le sexe que donne le NISS n’est pas celui que vous avez choisi."))
    return found


def _eleven_digits(typed: str) -> str:
    bare = _SEPARATORS.sub("", typed)
    if _ELEVEN.fullmatch(bare):
        return bare
    if bare.isascii() and bare.isdigit():
        if len(bare) == 10:
            raise _refused(_("Il a dix chiffres : un tableur a peut-être perdu le zéro du début."))
        raise _refused(_("Un NISS a onze chiffres ; celui-ci en a %d.") % len(bare))
    raise _refused(_("Un NISS ne contient que des chiffres, de 0 à 9, et des séparations."))


def _century(digits: str) -> int:
    """1900 or 2000, whichever the check digits fit. At most one does: 2 × 10⁹ is no multiple of 97."""
    check = int(digits[9:])
    for century, number in ((1900, digits[:9]), (2000, "2" + digits[:9])):
        if 97 - int(number) % 97 == check:
            return century
    raise _refused(_("Les deux chiffres de contrôle, à la fin, ne correspondent pas aux autres."))


def _birth(year: int, month: int, day: int, digits: str) -> tuple[int | None, int | None, int | None]:
    if digits[:2] == "00" and month == 0 and day in (0, 1):
        return None, None, None  # nothing of the date was known when the number was given
    if month == 0:
        return year, None, None  # the day then only counts the numbers given that year
    if day > monthrange(year, month)[1]:
        raise _refused(_("La date de naissance qu’il contient n’existe pas."))
    return year, month, day or None


def _sex(step: int, sequence: int) -> Sex:
    if step == 1:
        return Sex.UNKNOWN
    return Sex.MALE if sequence % 2 else Sex.FEMALE


def _refused(why: str) -> InvalidInput:
    return InvalidInput(_("Ce NISS n’est pas correct."), why, _("Relisez-le sur la carte d’identité."), field="niss")
