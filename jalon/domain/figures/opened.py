"""Open data: what was published of quarters and of reports, for everybody, without signing in; and its files.

It is read by the sign-in role through functions of the database that give the open numbers and nothing else of a
publication: neither the administration's own tables nor which centres sent something. The files are made with the
publication and kept: a release that words a title otherwise changes none of them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from jalon.domain.centres.names import german, place_name
from jalon.domain.core.context import AUTH, Context, entered
from jalon.domain.figures.definitions import Figure, national_figures
from jalon.domain.figures.models import OPEN_FILES, OpenFile, Publication, ReportsPublication
from jalon.domain.figures.periods import name_of
from jalon.domain.figures.published import OPEN_BASE, OPEN_THRESHOLD, Published
from jalon.domain.figures.sheets import Sheet, as_csv
from jalon.domain.subsidies.words import said


@dataclass(frozen=True)
class Listed:
    """That there is one. `key`: its quarter, or its programme; `title`: of the programme, None for a quarter."""

    key: str
    title: Mapping[str, str] | None
    year: int
    published_at: datetime

    @property
    def name(self) -> str:
        """In the reader's language: the quarter, or the programme and its year."""
        return f"{said(self.title)} {self.year}" if self.title else name_of(self.key)


@dataclass(frozen=True)
class Opened(Listed):
    """One publication with its numbers."""

    content: Mapping[str, Any]

    @property
    def sheet(self) -> Sheet:
        """Its numbers as a table."""
        return report_sheet(self.name, self.content) if self.title else open_sheet(self._quarter)

    @property
    def json(self) -> str:
        """Its numbers with their codes; the names of places and of points in the languages they have."""
        about = {"published": self.published_at.isoformat()}
        if self.title:
            told = {name: value for name, value in self.content.items() if name != "names"}
            about |= {"programme": self.key, "title": self.title, "year": self.year, "places": self._places}
            return json.dumps({**about, **told}, ensure_ascii=False, indent=1)
        numbers = [
            {"figure": figure, "place": place, "axis": axis, "key": key, "value": value}
            for figure, rows in sorted(self.content["open"].items())
            for place, axis, key, value in rows
        ]
        about |= {"quarter": self.key, "threshold": OPEN_THRESHOLD, "rounded_to": OPEN_BASE, "places": self._places}
        return json.dumps({**about, "numbers": numbers}, ensure_ascii=False, indent=1)

    @property
    def _places(self) -> dict[str, dict[str, str]]:
        """What each place is called; what was published before reports named theirs has none."""
        names = self.content.get("names", {}).items()
        return {place: {"fr": french, "nl": dutch, "de": german(french)} for place, (french, dutch) in names}

    @property
    def _quarter(self) -> Published:
        return Published(Publication(quarter=self.key, content=self.content, published_at=self.published_at))


def keep(publication: Publication | ReportsPublication) -> None:
    """Make every file of a publication, once: what anybody downloads from now on."""
    one, whose = _of(publication), "quarter" if isinstance(publication, Publication) else "reports"
    made = {name: written(one, name) for name in OPEN_FILES}
    OpenFile.objects.bulk_create(
        OpenFile(**{whose: publication}, name=name, content=content, sha256=sha256(content).hexdigest())
        for name, content in made.items()
    )


def _of(one: Publication | ReportsPublication) -> Opened:
    if isinstance(one, Publication):
        content = {name: one.content[name] for name in ("names", "open")}
        return Opened(one.quarter, None, int(one.quarter[:4]), one.published_at, content)
    return Opened(str(one.programme_id), one.title, one.year, one.published_at, json.loads(one.content))


def written(one: Opened, name: str) -> bytes:
    """A file of one of them, by its name: « json », or « fr.csv » with a row a number, in French, Dutch or German."""
    language, _dot, kind = name.partition(".")
    if not kind:
        return one.json.encode()
    with translation.override(language):
        return as_csv(one.sheet)


def file(key: str, name: str) -> bytes | None:
    """The bytes of a file; None when nothing of this key is published. Published before files were kept, it is made."""
    with entered(Context(AUTH)), connection.cursor() as cursor:
        cursor.execute("SELECT figures_open_file(%s, %s)", [key, name])
        ((kept,),) = cursor.fetchall()
    if kept is not None:
        return bytes(kept)
    found = one(key)
    return written(found, name) if found else None


def every() -> list[Listed]:
    """All that is open, the latest first; none of their numbers is read for it, as often as anybody asks."""
    return [Listed(*row) for row in _read("ORDER BY published_at DESC", [])]


def one(key: str) -> Opened | None:
    """One of them."""
    read = _read("WHERE key = %s", [key], ", figures_open_content(key)::text")
    return next((Opened(*listed, json.loads(content)) for *listed, content in read), None)


def _read(which: str, values: list[str], more: str = "") -> list[tuple[Any, ...]]:
    with entered(Context(AUTH)), connection.cursor() as cursor:
        cursor.execute(f"SELECT key, title::text, year, published_at{more} FROM figures_open() {which}", values)
        return [(key, json.loads(title) if title else None, *rest) for key, title, *rest in cursor.fetchall()]


# Files ----------------------------------------------------------------------------------------------------------------


def sheet_of(data: Published, figure: Figure, *, of: str = "federal") -> Sheet:
    """Everything published of a figure of a quarter, a line a number."""
    columns = (_("Chiffre"), _("Lieu"), _("Selon"), _("Valeur"), _("Nombre"))
    rows = []
    for (place, axis, key), value in data.cells(figure.code, of=of).items():
        label, name = (figure.axis(axis).label, figure.axis(axis).keys[key]) if axis else ("", _("Total"))
        rows.append((str(figure.label), data.name(place), str(label), str(name), _hidden(value)))
    title = f"{figure.label}, {name_of(data.publication.quarter)}"
    return Sheet(title, columns, rows, (str(figure.formula), str(figure.article)))


def _hidden(value: int | None) -> int | str:
    return _("protégé") if value is None else value


def open_sheet(data: Published) -> Sheet:
    """What anybody may have of a quarter: numbers of ten and more, to the nearest five."""
    sheets = [sheet_of(data, one, of="open") for one in national_figures()]
    rows = [row for one in sheets for row in one.rows]
    note = _(
        "Nombres arrondis à cinq ; les nombres sous dix, et ceux qui permettraient de les retrouver, sont protégés."
    )
    return Sheet(name_of(data.publication.quarter), sheets[0].columns, rows, (note,))


def report_sheet(name: str, told: Mapping[str, Any]) -> Sheet:
    """What anybody may have of the reports of a programme: a row a place and a number; empty when it is hidden."""
    rows = [
        [_place(one["place"], told), one["line"], one["code"], said(one["titles"]), one["value"]]
        for one in told["numbers"]
    ]
    columns = [_("Lieu"), _("Ligne du programme"), _("Point"), _("Titre"), _("Nombre")]
    return Sheet(name, columns, rows, [note_of(told["threshold"], told["rounded_to"]), _covered(told)])


def _place(code: str, told: Mapping[str, Any]) -> str:
    """In the reader's language; what was published before places were named is told as it was."""
    names = told.get("names", {}).get(code)
    return place_name(*names) if names else code


def note_of(threshold: int, base: int) -> str:
    """How the numbers of reports are protected."""
    return _(
        "Les nombres sont arrondis au multiple de %(base)s. "
        "Un nombre de moins de %(n)s, ou qui en ferait trouver un, n’est pas donné."
    ) % {"n": threshold, "base": base}


def _covered(told: Mapping[str, Any]) -> str:
    if told["complete"]:
        return _("Tous les rapports attendus y sont.")
    if told["reports"] is None:
        return _("Peu de rapports y sont.")
    return _("Environ %(n)s rapports y sont, pas tous.") % {"n": told["reports"]}
