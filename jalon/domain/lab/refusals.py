"""What the simulation refuses in a file, in the reader's language: which row, which column, what to write instead.

The simulation speaks English, for whoever writes such files by program; its sentences have a few shapes.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

Told = dict[str, str]
_SHAPES: list[tuple[str, Callable[[Told], str]]] = [
    (
        r"Row (?P<row>\d+): (?P<column>\w+) is missing\..*",
        lambda told: _("Ligne %(row)s : la colonne %(column)s est vide.") % told,
    ),
    (
        r"Row (?P<row>\d+): (?P<column>\w+) is (?P<value>.+?)\. Give a number from (?P<least>\S+) to (?P<most>\S+)\.",
        lambda told: (
            _("Ligne %(row)s : la colonne %(column)s contient %(value)s ; il faut de %(least)s à %(most)s.") % told
        ),
    ),
    (
        r"Row (?P<row>\d+): (?P<column>\w+) is (?P<value>.+?)\. Choose (?P<known>.+)\.",
        lambda told: (
            _("Ligne %(row)s : la colonne %(column)s contient « %(value)s » ; choisissez parmi %(known)s.") % told
        ),
    ),
    (
        r"Row (?P<row>\d+): month is (?P<value>.+?)\. .*",
        lambda told: _("Ligne %(row)s : le mois est « %(value)s » ; écrivez-le 202503.") % told,
    ),
    (
        r"Row (?P<row>\d+): something is earned without work\..*",
        lambda told: _("Ligne %(row)s : un gain sans travail. Dites lequel, ou mettez-le dans « other ».") % told,
    ),
    (
        r"Row (?P<row>\d+): (?P<days>\d+) days worked in a month of (?P<most>\d+)\..*",
        lambda told: _("Ligne %(row)s : %(days)s jours travaillés dans un mois de %(most)s.") % told,
    ),
    (
        r"Row (?P<row>\d+): (?P<why>.+)",
        lambda told: _("Ligne %(row)s : cette valeur ne va pas (%(why)s)") % told,
    ),
    (
        r".* has no column (?P<column>.+?)\. .*",
        lambda told: _("Il manque la colonne %(column)s.") % told,
    ),
    (
        r".*, line (?P<row>\d+): (?P<why>.+)",
        lambda told: _("Ligne %(row)s : cette valeur ne va pas (%(why)s)") % told,
    ),
    (
        r"The column (?P<column>\w+) holds .*",
        lambda told: _("La colonne %(column)s ne contient pas des nombres entiers.") % told,
    ),
    (
        r".*read as Parquet.*",
        lambda told: _("Ce fichier ne se lit pas comme Parquet. Il est peut-être coupé : copiez-le à nouveau."),
    ),
    (
        r".*it is known from (?P<first>\S+) to (?P<last>[\d-]+).*",
        lambda told: _("Les montants de la loi vont du %(first)s au %(last)s : gardez ces mois.") % told,
    ),
]


def in_words(refusal: str) -> str:
    """The sentence in the reader's language; as it came when its shape is unknown."""
    for shape, say in _SHAPES:
        if found := re.fullmatch(shape, refusal, re.DOTALL):
            return say({name: value[:120] for name, value in found.groupdict().items()})
    return _("Ce fichier ne va pas : %(why)s") % {"why": refusal[:300]}
