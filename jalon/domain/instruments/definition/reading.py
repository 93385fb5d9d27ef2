"""An instrument from its description: a tree of plain values, whether it came from YAML, a workbook or the database.

Everything that is wrong is told at once, each with its place and how to mend it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Language
from jalon.domain.core.text import clean
from jalon.domain.instruments.definition.model import UNIT, Axis, Definition, Item, Meaning, Scoring
from jalon.domain.instruments.definition.problems import Finder, Path, dotted, shown
from jalon.domain.instruments.definition.words import Words
from jalon.domain.instruments.enums import Direction, LifeDomain

CODE = re.compile(r"[a-z][a-z0-9_]{0,29}")
DIRECTIONS = {"up": 1, "down": -1}
RATERS = ("person", "worker", "both")
METHODS = ("mean", "sum")
LONGEST, LONGEST_NOTE = 500, 4000  # characters of a text; of a note
AXES, ITEMS, LEVELS = 30, 200, (2, 11)
KEYS = {
    "": ("code", "version", "languages", "name", "about", "licence", "direction", "raters", "recall_days",
         "scales", "scoring", "meaning", "axes"),
    "axis": ("code", "name", "items", "domains", "directions", "meaning"),
    "item": ("code", "text", "help", "levels", "reversed"),
    "meaning": ("step", "reliability", "spread", "source"),
    "scoring": ("method", "overall", "answered"),
}  # fmt: skip


def read(data: Any, where: Callable[[Path], str] = dotted, source: str = "") -> Definition:
    """The instrument described by `data`. Raises `InstrumentRefused` with everything that is wrong in it."""
    reader = _Reader(data if isinstance(data, Mapping) else {}, where)
    if not isinstance(data, Mapping):
        reader.found.tell((), _("Ce n’est pas la description d’un instrument."))
    definition = reader.definition()
    reader.found.refuse(source)
    return definition


class _Reader:
    """One reading. Methods note what is wrong and go on with something harmless, so that all of it is told."""

    def __init__(self, data: Mapping[str, Any], where: Callable[[Path], str]):
        self.data, self.found = data, Finder(where)
        self.languages = self._languages()
        self.codes: dict[str, Path] = {}

    def definition(self) -> Definition:
        data = self.data
        self._keys("", data, ())
        scoring = self._part("scoring")
        return Definition(
            code=self._code(data.get("code"), ("code",)),
            version=self._whole(data.get("version"), ("version",), 1, 9999),
            languages=self.languages,
            name=self._words(data.get("name"), ("name",), LONGEST),
            about=self._words(data.get("about"), ("about",), LONGEST_NOTE),
            licence=self._words(data.get("licence"), ("licence",), LONGEST_NOTE),
            direction=DIRECTIONS.get(self._one_of(data.get("direction"), ("direction",), tuple(DIRECTIONS)), 1),
            raters=self._one_of(data.get("raters"), ("raters",), RATERS),
            recall_days=self._whole(data.get("recall_days", 0), ("recall_days",), 0, 3660),
            scoring=Scoring(
                method=self._one_of(scoring.get("method"), ("scoring", "method"), METHODS),
                overall=self._one_of(scoring.get("overall", "none"), ("scoring", "overall"), (*METHODS, "none")),
                answered=self._share(scoring.get("answered", 1), ("scoring", "answered")) or Decimal(1),
            ),
            meaning=self._meaning(data.get("meaning"), ("meaning",)),
            axes=self._axes(),
        )

    # Parts

    def _axes(self) -> tuple[Axis, ...]:
        axes = self._list(self.data.get("axes"), ("axes",), AXES, _("Ajoutez au moins un axe, avec ses questions."))
        count = sum(len(one.get("items") or ()) for one in axes if isinstance(one, Mapping) and _listed(one, "items"))
        if count > ITEMS:
            self.found.tell(
                ("axes",),
                _("Il y a %(n)s questions, pour %(limit)s au plus.") % {"n": count, "limit": ITEMS},
                _("Un instrument court est rempli plus souvent : gardez l’essentiel."),
            )
            return ()
        return tuple(self._axis(one, ("axes", place)) for place, one in enumerate(axes))

    def _axis(self, data: Any, path: Path) -> Axis:
        data = self._mapping("axis", data, path)
        items = self._list(data.get("items"), (*path, "items"), ITEMS, _("Ajoutez au moins une question à cet axe."))
        return Axis(
            code=self._own_code(data.get("code"), (*path, "code")),
            name=self._words(data.get("name"), (*path, "name"), LONGEST),
            items=tuple(self._item(one, (*path, "items", place)) for place, one in enumerate(items)),
            domains=self._some_of(data.get("domains"), (*path, "domains"), LifeDomain.values),
            directions=self._some_of(data.get("directions"), (*path, "directions"), Direction.values),
            own_meaning=self._meaning(data["meaning"], (*path, "meaning")) if data.get("meaning") else None,
        )

    def _item(self, data: Any, path: Path) -> Item:
        data = self._mapping("item", data, path)
        turned = data.get("reversed", False)
        if not isinstance(turned, bool):
            self.found.tell((*path, "reversed"), _("%(value)s : vrai ou faux.") % {"value": shown(turned)})
        return Item(
            code=self._own_code(data.get("code"), (*path, "code")),
            text=self._words(data.get("text"), (*path, "text"), LONGEST),
            help=self._words(data["help"], (*path, "help"), LONGEST) if data.get("help") else None,
            levels=self._levels(data.get("levels"), (*path, "levels")),
            is_reversed=turned is True,
        )

    def _levels(self, data: Any, path: Path) -> Words:
        if isinstance(data, str):
            scales = self._part("scales")
            if data not in scales:
                self.found.tell(
                    path, _("L’échelle %(value)s n’existe pas.") % {"value": shown(data)},
                    _("Écrivez le nom d’une liste de niveaux."),
                )  # fmt: skip
                return self._nothing(())
            data, path = scales[data], ("scales", data)
        if not isinstance(data, Mapping):
            self.found.tell(path, _("Il manque les niveaux."), _("Décrivez-les du plus bas au plus haut."))
            return self._nothing(())
        return self._lists_of_levels(data, path)

    def _lists_of_levels(self, data: Mapping[str, Any], path: Path) -> Words:
        said, lengths = {}, {}
        for language in self.languages:
            texts = data.get(language)
            here = (*path, language)
            if not isinstance(texts, Sequence) or isinstance(texts, str) or not LEVELS[0] <= len(texts) <= LEVELS[1]:
                self.found.tell(
                    here, _("Il faut de %(few)s à %(many)s niveaux.") % {"few": LEVELS[0], "many": LEVELS[1]},
                    _("Écrivez-les du plus bas au plus haut, en « %(language)s ».") % {"language": language},
                )  # fmt: skip
                continue
            said[language] = tuple(self._text(one, (*here, place), LONGEST) for place, one in enumerate(texts))
            lengths[language] = len(texts)
            if len(set(said[language])) != len(texts):
                self.found.tell(here, _("Deux niveaux disent la même chose."), _("Donnez à chacun sa phrase."))
        if len(set(lengths.values())) > 1:
            self.found.tell(path, _("Les langues n’ont pas le même nombre de niveaux."), _("Complétez la plus courte."))
        self._strangers(data, path)
        return Words(said) if said else self._nothing(())

    def _meaning(self, data: Any, path: Path) -> Meaning:
        data = self._mapping("meaning", data, path) if data else {}
        step = self._number(data.get("step"), (*path, "step"), 0, 1000)
        if step is None and "step" not in data:
            self.found.tell(
                (*path, "step"), _("Il manque la plus petite différence qui compte."),
                _("Écrivez-la en niveaux (ou en points) : 1, ou 0,5."),
            )  # fmt: skip
        spread = self._number(data.get("spread"), (*path, "spread"), 0, 1000)
        reliability = self._share(data.get("reliability"), (*path, "reliability"))
        if reliability is not None and spread is None:
            self.found.tell(
                (*path, "spread"), _("Une fiabilité ne dit rien sans l’écart-type de son groupe."),
                _("Ajoutez-le, ou laissez la fiabilité vide."),
            )  # fmt: skip
        source = self._text(data.get("source", ""), (*path, "source"), LONGEST, needed=False)
        return Meaning(int((step or Decimal(1)) * UNIT), reliability, spread, source)

    # Values

    def _languages(self) -> tuple[str, ...]:
        asked = self.data.get("languages")
        known = asked if isinstance(asked, Sequence) and not isinstance(asked, str) else ()
        for place, one in enumerate(known):
            if one not in Language.values:
                self.found.tell(
                    ("languages", place), _("La langue %(value)s n’est pas connue.") % {"value": shown(one)},
                    _("Choisissez parmi : %(known)s.") % {"known": ", ".join(Language.values)},
                )  # fmt: skip
        found = tuple(dict.fromkeys(one for one in known if one in Language.values))
        if not found:
            self.found.tell(
                ("languages",), _("Il manque les langues."),
                _("Écrivez-en une au moins, par exemple fr et nl."),
            )  # fmt: skip
        return found or (Language.FR.value,)

    def _words(self, data: Any, path: Path, limit: int) -> Words:
        if not isinstance(data, Mapping):
            self.found.tell(
                path, _("Il manque un texte."),
                _("Écrivez-le en chaque langue : %(all)s.") % {"all": ", ".join(self.languages)},
            )  # fmt: skip
            return self._nothing("")
        self._strangers(data, path)
        return Words({one: self._text(data.get(one), (*path, one), limit) for one in self.languages})

    def _nothing(self, value: Any) -> Words:
        return Words(dict.fromkeys(self.languages, value))

    def _strangers(self, data: Mapping[str, Any], path: Path) -> None:
        for language in data:
            if language not in self.languages:
                self.found.tell(
                    (*path, language), _("La langue « %(language)s » n’est pas annoncée.") % {"language": language},
                    _("Ajoutez-la aux langues de l’instrument, ou enlevez ce texte."),
                )  # fmt: skip

    def _text(self, value: Any, path: Path, limit: int, *, needed: bool = True) -> str:
        text = clean(str(value), limit=10**7) if isinstance(value, str | int | float) else ""
        if needed and not text:
            self.found.tell(path, _("Il manque un texte."), _("Écrivez-le, ou enlevez cette langue partout."))
        if len(text) > limit:
            self.found.tell(
                path, _("Ce texte a %(n)s caractères, pour %(limit)s au plus.") % {"n": len(text), "limit": limit},
                _("Raccourcissez-le."),
            )  # fmt: skip
        return text[:limit]

    def _code(self, value: Any, path: Path) -> str:
        if isinstance(value, str) and CODE.fullmatch(value):
            return value
        self.found.tell(
            path,
            _("%(value)s n’est pas un code.") % {"value": shown(value)} if value else _("Il manque un code."),
            _("Écrivez des lettres minuscules sans accent, des chiffres ou « _ », une lettre d’abord."),
        )
        return ""

    def _own_code(self, value: Any, path: Path) -> str:
        """A code of an axis or an item; an axis and its only item may share theirs."""
        code, kind = self._code(value, path), f"{len(path)}:{value}"
        if code and kind in self.codes:
            self.found.tell(
                path, _("Le code %(value)s est déjà pris.") % {"value": shown(code)},
                _("Donnez à chacun le sien."),
            )  # fmt: skip
        self.codes.setdefault(kind, path)
        return code

    def _one_of(self, value: Any, path: Path, known: Sequence[str]) -> str:
        if value in known:
            return value
        self.found.tell(
            path,
            _("%(value)s n’est pas un choix.") % {"value": shown(value)} if value else _("Il manque un choix."),
            _("Choisissez parmi : %(known)s.") % {"known": ", ".join(known)},
        )
        return known[0]

    def _some_of(self, values: Any, path: Path, known: Sequence[str]) -> tuple[str, ...]:
        if values is None:
            return ()
        if not isinstance(values, Sequence) or isinstance(values, str):
            values = (values,)
        for place, one in enumerate(values):
            self._one_of(one, (*path, place), known)
        return tuple(dict.fromkeys(one for one in values if one in known))

    def _whole(self, value: Any, path: Path, low: int, high: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.found.tell(
            path,
            _("%(value)s n’est pas un nombre entier de %(low)s à %(high)s.")
            % {"value": shown("" if value is None else value), "low": low, "high": high},
        )
        return low

    def _number(self, value: Any, path: Path, low: int, high: int) -> Decimal | None:
        """A number above `low`, up to `high`, with two decimals at most; None when there is none."""
        if value is None or value == "":
            return None
        try:
            number = Decimal(str(value).replace(",", ".")) if not isinstance(value, bool) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not low < number <= high or number != round(number, 2):
            self.found.tell(
                path,
                _("%(value)s n’est pas un nombre au-dessus de %(low)s, jusqu’à %(high)s, à deux décimales au plus.")
                % {"value": shown(value), "low": low, "high": high},
            )
            return None
        return number

    def _share(self, value: Any, path: Path) -> Decimal | None:
        return self._number(value, path, 0, 1)

    def _list(self, data: Any, path: Path, limit: int, how: str) -> Sequence[Any]:
        if not isinstance(data, Sequence) or isinstance(data, str) or not data:
            self.found.tell(path, _("Il n’y a rien ici."), how)
            return ()
        if len(data) > limit:
            self.found.tell(path, _("Il y en a %(n)s, pour %(limit)s au plus.") % {"n": len(data), "limit": limit})
            return ()
        return data

    def _part(self, name: str) -> Mapping[str, Any]:
        part = self.data.get(name)
        return part if isinstance(part, Mapping) else {}

    def _mapping(self, kind: str, data: Any, path: Path) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self.found.tell(path, _("%(value)s n’est pas à sa place ici.") % {"value": shown(data)})
            return {}
        self._keys(kind, data, path)
        return data

    def _keys(self, kind: str, data: Mapping[str, Any], path: Path) -> None:
        for key in data:
            if key not in KEYS[kind]:
                self.found.tell(
                    (*path, str(key)[:60]), _("%(value)s n’est pas connu ici.") % {"value": shown(key)},
                    _("Choisissez parmi : %(known)s.") % {"known": ", ".join(KEYS[kind])},
                )  # fmt: skip


def _listed(data: Mapping[str, Any], name: str) -> bool:
    return isinstance(data.get(name), Sequence) and not isinstance(data.get(name), str)
