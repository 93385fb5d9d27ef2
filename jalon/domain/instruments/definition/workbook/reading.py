"""From the three sheets of a workbook to the description of an instrument, each value with the cell it stood in."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Language
from jalon.domain.instruments.definition.model import Definition
from jalon.domain.instruments.definition.problems import InstrumentRefused, Path, Problem, shown
from jalon.domain.instruments.definition.reading import read
from jalon.domain.instruments.definition.workbook.opening import Row, Sheet, open_workbook

# « label::Français (fr) », as XLSForm has it; also « label::fr ».
IN_LANGUAGE = re.compile(r"(?P<what>\w+)::(?:.*\((?P<code>\w{2,3})\)|(?P<bare>\w{2,3}))\s*")
MEANING = ("step", "reliability", "spread", "source")
KNOWN = {
    "survey": {"type", "name", "label", "hint", "reversed", "domains", "directions", *MEANING},
    "choices": {"list_name", "name", "label"},
    "settings": {"form_title", "form_id", "version", "default_language", "about", "licence", "direction", "raters",
                 "recall_days", "method", "overall", "answered", *MEANING},
}  # fmt: skip
UNREAD = {"required", "appearance", "parameters", "style"}  # XLSForm's, without weight here
YES, NO = {"yes", "true", "1", "oui", "ja"}, {"", "no", "false", "0", "non", "nee"}


def read_workbook(content: bytes, source: str = "") -> Definition:
    """The instrument a workbook describes. Raises `InstrumentRefused`: cell, what, how to mend."""
    try:
        reader = _WorkbookReader(open_workbook(content))
        data = reader.data()
        if reader.problems:
            raise InstrumentRefused(reader.problems)
        return read(data, reader.where)
    except InstrumentRefused as refused:
        raise InstrumentRefused(refused.problems, source) from None


class _WorkbookReader:
    """One workbook. `places` remembers the cell of each value of the description."""

    def __init__(self, sheets: Mapping[str, Sheet]):
        self.survey, self.choices, self.settings = (sheets[name] for name in ("survey", "choices", "settings"))
        self.problems: list[Problem] = []
        self.places: dict[Path, str] = {}
        self.default = self._default_language()
        self._headings()
        self.languages = self._languages()

    def where(self, path: Path) -> str:
        """The cell of that value, else of the nearest part that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, "survey")

    def data(self) -> dict[str, Any]:
        """The description, for `reading.read`."""
        row = self.settings.rows[0] if self.settings.rows else Row({}, "settings, 2")
        for extra in self.settings.rows[1:]:
            self._tell(extra.place, _("La feuille settings n’a qu’une ligne de valeurs."), _("Effacez celle-ci."))
        data: dict[str, Any] = {"languages": list(self.languages)}
        self.places |= {(): row.place, ("axes",): "survey", ("languages",): "survey, 1"}
        for name, heading in (("code", "form_id"), ("direction", "direction"), ("raters", "raters")):
            data[name] = self._text(row, heading, (name,))
        data["version"] = self._whole(row, "version", ("version",))
        data["recall_days"] = self._whole(row, "recall_days", ("recall_days",)) if row.text("recall_days") else 0
        for name, heading in (("name", "form_title"), ("about", "about"), ("licence", "licence")):
            data[name] = self._words(row, heading, (name,))
        data["scoring"] = {
            name: self._text(row, name, ("scoring", name))
            for name in ("method", "overall", "answered")
            if row.text(name)
        }
        data["meaning"] = self._meaning(row, ("meaning",))
        data["axes"] = self._axes(self._scales())
        return data

    # Sheets

    def _headings(self) -> None:
        for sheet in (self.survey, self.choices, self.settings):
            for heading, place in sheet.headings.items():
                what = found["what"] if (found := IN_LANGUAGE.fullmatch(heading)) else heading
                if what not in KNOWN[sheet.name] | UNREAD:
                    self._tell(
                        place, _("La colonne %(value)s n’est pas connue ici.") % {"value": shown(heading)},
                        _("Renommez-la d’après le modèle, ou enlevez-la."),
                    )  # fmt: skip

    def _languages(self) -> tuple[str, ...]:
        """In the order of the columns of the survey."""
        found = []
        for heading in self.survey.headings:
            match = IN_LANGUAGE.fullmatch(heading)
            if match and match["what"] == "label":
                found.append(match["code"] or match["bare"])
            elif heading == "label":
                found.append(self.default)
        return tuple(dict.fromkeys(found))

    def _default_language(self) -> str:
        row = self.settings.rows[0] if self.settings.rows else None
        said = row.text("default_language") if row else ""
        match = re.fullmatch(r"(?:.*\()?(\w{2,3})\)?", said)
        return match[1] if match else Language.FR.value

    def _scales(self) -> dict[str, dict[str, list[str]]]:
        """The lists of levels by name, each row one level in every language, in the order of the sheet."""
        scales: dict[str, dict[str, list[str]]] = {}
        seen: set[tuple[str, str]] = set()
        for row in self.choices.rows:
            name, value = row.text("list_name"), row.text("name")
            if not name:
                self._tell(row.place, _("Il manque le nom de la liste."), _("Écrivez-le dans « list_name »."))
                continue
            if (name, value) in seen:
                self._tell(
                    row.place_of("name"), _("Le niveau %(value)s est déjà dans cette liste.") % {"value": shown(value)},
                    _("Donnez à chacun le sien."),
                )  # fmt: skip
            seen.add((name, value))
            scale = scales.setdefault(name, {language: [] for language in self.languages})
            count = len(next(iter(scale.values()), []))
            if value != str(count + 1):
                self._tell(
                    row.place_of("name"),
                    _("Ce niveau porte %(value)s, on attend %(n)s.") % {"value": shown(value), "n": count + 1},
                    _("Numérotez les niveaux à partir de 1, du plus bas au plus haut."),
                )
            for language in self.languages:
                self.places["scales", name, language, count] = self._place(row, "label", language)
                scale[language].append(self._said(row, "label", language))
        return scales

    def _axes(self, scales: Mapping[str, Any]) -> list[dict[str, Any]]:
        axes: list[dict[str, Any]] = []
        group: dict[str, Any] | None = None
        for row in self.survey.rows:
            kind, _space, rest = row.text("type").replace("begin group", "begin_group").replace(
                "end group", "end_group"
            ).partition(" ")  # fmt: skip
            if kind == "begin_group":
                if group is not None:
                    self._tell(row.place_of("type"), _("Un axe est encore ouvert."), _("Fermez-le par « end_group »."))
                group = self._axis(row, ("axes", len(axes)))
                axes.append(group)
            elif kind == "end_group":
                if group is None:
                    self._tell(row.place_of("type"), _("Aucun axe n’est ouvert ici."), _("Effacez cette ligne."))
                group = None
            elif kind == "select_one" and rest:
                owner = group or self._axis(row, ("axes", len(axes)))
                if group is None:
                    axes.append(owner)
                path = ("axes", len(axes) - 1, "items", len(owner["items"]))
                owner["items"].append(self._item(row, path, rest, scales))
            else:
                self._tell(
                    row.place_of("type"), _("%(value)s n’est pas un genre de question connu.") % {"value": shown(kind)},
                    _("Écrivez begin_group, end_group, ou select_one suivi du nom d’une liste de niveaux."),
                )  # fmt: skip
        if group is not None:
            self._tell("survey", _("Le dernier axe n’est pas fermé."), _("Ajoutez une ligne « end_group »."))
        return axes

    def _axis(self, row: Row, path: Path) -> dict[str, Any]:
        """An axis from its opening row; a question outside any group is an axis of its own."""
        self.places[path] = row.place
        axis: dict[str, Any] = {
            "code": self._text(row, "name", (*path, "code")),
            "name": self._words(row, "label", (*path, "name")),
            "items": [],
        }
        for name in ("domains", "directions"):
            values = re.split(r"[\s,;]+", row.text(name)) if row.text(name) else []
            self.places[*path, name] = row.place_of(name)
            axis[name] = values
        if any(row.text(name) for name in MEANING):
            axis["meaning"] = self._meaning(row, (*path, "meaning"))
        return axis

    def _item(self, row: Row, path: Path, scale: str, scales: Mapping[str, Any]) -> dict[str, Any]:
        self.places[path] = row.place
        item: dict[str, Any] = {
            "code": self._text(row, "name", (*path, "code")),
            "text": self._words(row, "label", (*path, "text")),
            "reversed": self._yes(row, "reversed"),
        }
        if any(self._said(row, "hint", language) for language in self.languages):
            item["help"] = self._words(row, "hint", (*path, "help"))
        self.places[*path, "levels"] = row.place_of("type")
        item["levels"] = scales.get(scale.strip(), scale.strip())
        for found in (key for key in list(self.places) if key[:2] == ("scales", scale.strip())):
            self.places[*path, "levels", *found[2:]] = self.places[found]
        return item

    # Cells

    def _text(self, row: Row, heading: str, path: Path) -> str:
        self.places[path] = row.place_of(heading)
        return row.text(heading)

    def _whole(self, row: Row, heading: str, path: Path) -> Any:
        text = self._text(row, heading, path)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else text

    def _yes(self, row: Row, heading: str) -> bool:
        text = row.text(heading).casefold()
        if text not in YES | NO:
            self._tell(
                row.place_of(heading), _("%(value)s : oui ou non.") % {"value": shown(text)}, _("Écrivez yes ou no.")
            )
        return text in YES

    def _meaning(self, row: Row, path: Path) -> dict[str, Any]:
        found = {name: self._text(row, name, (*path, name)) for name in MEANING if row.text(name)}
        self.places.setdefault(path, row.place)
        return found

    def _words(self, row: Row, heading: str, path: Path) -> dict[str, str]:
        words = {}
        for language in self.languages:
            self.places[*path, language] = self._place(row, heading, language)
            words[language] = self._said(row, heading, language)
        self.places.setdefault(path, row.place)
        return words

    def _cell_of(self, row: Row, what: str, language: str) -> str:
        """The heading of this text in this language."""
        for heading in row.cells:
            match = IN_LANGUAGE.fullmatch(heading)
            if match and match["what"] == what and (match["code"] or match["bare"]) == language:
                return heading
        return what if language == self.default else ""

    def _said(self, row: Row, what: str, language: str) -> str:
        return row.text(self._cell_of(row, what, language))

    def _place(self, row: Row, what: str, language: str) -> str:
        return row.place_of(self._cell_of(row, what, language))

    def _tell(self, place: str, what: str, how: str) -> None:
        if len(self.problems) < 100:
            self.problems.append(Problem(place, what, how))
