"""The spreadsheet of costs: its columns, the empty one to fill in, and its cells read one by one.

Every cell is kept as the text that stood there, so that a row can be shown again as it was typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from jalon.domain.activation.enums import Activity
from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import folded
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import held
from jalon.domain.spending.enums import Category
from jalon.domain.spending.facts import Facts
from jalon.domain.subsidies.grids import Cell, Problem, read_grid, refused
from jalon.domain.subsidies.values import BadValue, value_of
from jalon.domain.subsidies.words import said
from jalon.law.subsidies import Unit
from jalon.law.subsidies.costs import WHOLE

MOST_ROWS = 1_000

# The columns, in their order: what each is called here, and the other ways it may be called.
COLUMNS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "line": (gettext_lazy("Ligne du subside"), ("ligne", "line", "lijn", "regel van de toelage")),
    "category": (gettext_lazy("Catégorie"), ("categorie", "category")),
    "kind": (gettext_lazy("Genre de dépense"), ("genre", "soort", "soort uitgave", "kind")),
    "activity": (gettext_lazy("Activité payée"), ("activite", "activiteit", "betaalde activiteit", "activity")),
    "spent_on": (gettext_lazy("Date"), ("datum", "date de la facture", "factuurdatum")),
    "supplier": (gettext_lazy("Fournisseur"), ("leverancier", "supplier")),
    "number": (gettext_lazy("Numéro du document"), ("numero", "nummer", "documentnummer", "factuurnummer", "number")),
    "staff_name": (gettext_lazy("Nom (personnel)"), ("nom", "naam", "naam (personeel)", "name")),
    "staff_function": (gettext_lazy("Fonction (personnel)"), ("fonction", "functie", "functie (personeel)")),
    "first": (gettext_lazy("Du (personnel)"), ("du", "van", "van (personeel)", "from")),
    "last": (gettext_lazy("Au (personnel)"), ("au", "tot", "tot (personeel)", "until")),
    "net": (gettext_lazy("Hors TVA"), ("zonder btw", "montant hors tva", "bedrag zonder btw", "net")),
    "vat": (gettext_lazy("TVA"), ("btw", "vat")),
    "total": (gettext_lazy("Total"), ("totaal", "total tvac", "brut", "bruto", "cout brut")),
    "share": (gettext_lazy("Part imputée, en %"), ("part", "deel", "aangerekend deel, in %", "aandeel", "share")),
    "project": (gettext_lazy("Projet"), ("project",)),
    "link": (gettext_lazy("Lien direct"), ("lien", "directe band", "link")),
    "proportion": (gettext_lazy("Proportionnalité"), ("proportion", "evenredigheid")),
    "answer": (gettext_lazy("Réponse aux avertissements"), ("reponse", "antwoord", "antwoord op waarschuwingen")),
}
DATES = {"spent_on", "first", "last"}
AMOUNTS = {"net", "vat", "total"}
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
Values = dict[str, str]
Choice = tuple[Any, Any]  # a code, and its words: one text, or one in each language


@dataclass(frozen=True)
class Sheet:
    """The rows that say something, each with its line in the file; the columns nobody asked for."""

    rows: tuple[tuple[int, Values], ...]
    ignored: tuple[str, ...]


def read_sheet(content: bytes) -> Sheet:
    """Rows as texts by column. Raises `ListRefused` when the file as a whole cannot be read."""
    grid = read_grid(content, cell=_as_text)
    places, ignored = _places(grid.heads)
    if not {"total", "category"} <= set(places):
        raise refused(
            _("Ce fichier n’a pas les colonnes d’un fichier de dépenses."),
            _("Partez du modèle : il a les bonnes colonnes et leurs listes."),
        )
    if len(grid.lines) > MOST_ROWS:
        raise refused(_("Ce fichier a plus de %(n)s dépenses : faites-en plusieurs.") % {"n": MOST_ROWS})
    rows = [(line, {name: _at(cells, place) for name, place in places.items()}) for line, cells in grid.lines]
    return Sheet(tuple(rows), ignored)


def _as_text(_line: int, cell: Any, _problems: list[Problem]) -> Cell:
    """A cell of a workbook as it is read by a person; a formula stays its own text, which no column takes."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return Decimal(str(value))
    return None if value is None else str(value).strip()


def _at(cells: tuple[Cell, ...], place: int) -> str:
    cell = cells[place] if place < len(cells) else None
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",") if cell.is_finite() else str(cell)
    return (cell or "")[:2_000]


def _places(heads: tuple[str, ...]) -> tuple[dict[str, int], tuple[str, ...]]:
    known = {
        _bare(head): name
        for name, (title, others) in COLUMNS.items()
        for head in (name, *_in_each_language(title), *others)
    }
    places: dict[str, int] = {}
    ignored = []
    for place, head in enumerate(heads):
        name = known.get(_bare(head))
        if name and name not in places:
            places[name] = place
        elif name:
            raise refused(
                _("Deux colonnes disent la même chose : %(head)s.") % {"head": head[:40]}, _("Gardez-en une.")
            )
        elif head:
            ignored.append(head[:40])
    return places, tuple(ignored)


def _in_each_language(text: Any) -> list[str]:
    """A file written in French is read by who reads Dutch, and the other way round."""
    found = []
    for language in ("fr", "nl"):
        with override(language):
            found.append(str(text))
    return found


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[_.,:*]", " ", folded(text)).split())


@dataclass(frozen=True)
class Lists:
    """What the columns with a list take: by each way of saying it, the code; and the words to offer."""

    codes: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]

    @classmethod
    def of(cls, grant: Grant) -> "Lists":
        """Those of one grant, gathered once for all its rows."""
        choices: dict[str, list[Choice]] = {
            "line": [(one.code, one.titles) for one in held(grant).lines],
            "category": list(Category.choices),
            "kind": [(str(place), one["title"]) for place, one in enumerate(grant.facts["costs"])],
            "activity": [(code, words) for code, words in Activity.choices if code != Activity.OTHER],
        }
        codes = {
            name: {bare: str(code) for code, words in some for bare in _ways(code, words)}
            for name, some in choices.items()
        }
        return cls(codes, {name: ", ".join(_offered(words) for _code, words in some) for name, some in choices.items()})

    def chosen(self, name: str, values: Mapping[str, str], *, needed: bool = True) -> str:
        """One of a list, said by its code or its words in any language; the only line of a grant needs no choice."""
        typed, codes = values.get(name, "").strip(), self.codes[name]
        if not typed:
            if name == "line" and len(set(codes.values())) == 1:
                return next(iter(codes.values()))
            if needed:
                raise InvalidInput(_("Ce champ est nécessaire."), field=name)
            return ""
        if _bare(typed) not in codes:
            told = {"value": typed[:40], "choices": self.words[name]}
            raise InvalidInput(_("« %(value)s » n’est pas dans la liste : %(choices)s.") % told, field=name)
        return codes[_bare(typed)]


def _ways(code: Any, words: Any) -> set[str]:
    titles = words.values() if isinstance(words, Mapping) else _in_each_language(words)
    return {_bare(str(one)) for one in (code, *titles)}


def _offered(words: Any) -> str:
    return said(words) if isinstance(words, Mapping) else str(words)


def facts_in(lists: Lists, values: Mapping[str, str]) -> Facts:
    """A row understood. Raises `InvalidInput` naming its column at the first that does not say what it should."""
    category = lists.chosen("category", values)
    staff = category == Category.STAFF
    total = _amount("total", values)
    vat = _amount("vat", values, empty=0)
    first, last = (day_in(name, values, needed=staff) for name in ("first", "last"))
    # What is left out can be counted from the others.
    net = _amount("net", values, empty=total - vat)
    kind = lists.chosen("kind", values, needed=False)
    return Facts(
        line=lists.chosen("line", values),
        category=category,
        kind=int(kind) if kind else None,
        activity=lists.chosen("activity", values, needed=False),
        spent_on=(last if staff else None) or day_in("spent_on", values, needed=True) or date.min,
        first=first,
        last=last,
        net=net,
        vat=vat,
        total=total,
        share=share_in(values.get("share", "")),
        **{name: values.get(name, "") for name in _TEXTS},
    )


_TEXTS = ("supplier", "number", "staff_name", "staff_function", "project", "link", "proportion")


def lines_of(grant: Grant) -> dict[str, str]:
    """The lines of a grant by their code."""
    return {one.code: one.title for one in held(grant).lines}


def kinds_of(grant: Grant) -> dict[str, str]:
    """The kinds of cost its programme names, accepted or not, by their place."""
    return {str(place): said(one["title"]) for place, one in enumerate(grant.facts["costs"])}


def activities() -> dict[str, str]:
    """What a cost may have paid for, in the words of the list."""
    return {one.value: str(one.label) for one in Activity if one != Activity.OTHER}


def day_in(name: str, values: Mapping[str, str], *, needed: bool) -> date | None:
    """A day written 2015-03-31 or 31/03/2015."""
    typed = values.get(name, "").strip()
    if not typed and not needed:
        return None
    found = _DAY.fullmatch(typed)
    try:
        if found and found[1]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found:
            return date(int(found[6]), int(found[5]), int(found[4]))
    except ValueError:
        pass
    raise InvalidInput(_("Ce n’est pas une date. Écrivez jour/mois/année, par exemple 04/05/2026."), field=name)


def amount_in(typed: str) -> int:
    """Euros as cents; a credit note has a minus. Raises `BadValue`."""
    bare = typed.strip().replace("−", "-")
    found = value_of(bare.removeprefix("-"), Unit.EUROS)
    if found is None:
        raise BadValue(_("Ce champ est nécessaire."))
    return -int(found) if bare.startswith("-") else int(found)


def _amount(name: str, values: Mapping[str, str], *, empty: int | None = None) -> int:
    typed = values.get(name, "")
    if not typed.strip() and empty is not None:
        return empty
    try:
        return amount_in(typed)
    except BadValue as bad:
        raise InvalidInput(str(bad), field=name) from bad


def share_in(typed: str) -> int:
    """A percentage as ten-thousandths; empty is the whole. Raises `InvalidInput` on `share`."""
    bare = typed.replace("%", "").strip()
    if not bare:
        return WHOLE
    try:
        found = (value_of(bare, Unit.NUMBER) or 0) * 100
    except BadValue as bad:
        raise InvalidInput(str(bad), field="share") from bad
    if found != int(found) or not 1 <= found <= WHOLE:
        raise InvalidInput(_("La part va d’un centième de pour cent à cent pour cent."), field="share")
    return int(found)
