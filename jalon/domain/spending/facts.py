"""What somebody says of a cost, cleaned: the same from a form, an invoice or a row of a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean, folded, searchable
from jalon.domain.people.niss import mentioned
from jalon.domain.spending.enums import Category
from jalon.domain.spending.models import Cost
from jalon.law.activation import Activity
from jalon.law.subsidies.costs import WHOLE, VatPart

LIMITS = {
    "supplier": 160, "number": 80, "staff_name": 160, "staff_function": 160, "project": 160, "link": 1_000,
    "proportion": 1_000,
}  # fmt: skip
# « Dupont srl » and « Dupont » are one supplier.
_LEGAL_FORM = re.compile(
    r"\b(?:s\.?p\.?r\.?l|s\.?r\.?l|s\.?a|a\.?s\.?b\.?l|b\.?v\.?b\.?a|b\.?v|n\.?v|v\.?z\.?w)\b", re.I
)
_ENTERPRISE = re.compile(r"[01][0-9]{9}", re.ASCII)
MOST = 10**12  # cents of one document: beyond it is a slip
_NEEDED = {"supplier", "number"}
_NEEDED_OF_STAFF = {"staff_name", "staff_function"}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One cost. Amounts in cents, `share` in ten-thousandths; `first` and `last` are the days of a staff cost."""

    line: str
    category: str
    spent_on: date
    net: int
    vat: int
    total: int
    share: int = WHOLE
    kind: int | None = None
    activity: str = ""
    first: date | None = None
    last: date | None = None
    supplier: str = ""
    enterprise: str = ""
    number: str = ""
    staff_name: str = ""
    staff_function: str = ""
    vat_parts: tuple[VatPart, ...] = ()
    project: str = ""
    link: str = ""
    proportion: str = ""

    @property
    def is_staff(self) -> bool:
        """Whether somebody's time is paid."""
        return self.category == Category.STAFF

    @property
    def days(self) -> tuple[date, ...]:
        """The days that must lie in the period."""
        return (self.first, self.last) if self.first and self.last else (self.spent_on,)

    @property
    def words(self) -> str:
        """Everything said in words of what was bought, for the rules that read words."""
        return " · ".join(filter(None, (self.supplier, self.project, self.link, self.proportion)))

    @property
    def listed(self) -> Activity | None:
        """The activity of the list it paid for, if somebody said so."""
        return Activity(self.activity) if self.activity else None

    @property
    def identity(self) -> str:
        """What two lines for the same document, or the same person's time, have in common."""
        if self.is_staff:
            return f"staff|{_bare(self.staff_name)}"
        return f"{paper_of(self.supplier, self.number)}|{self.total}"

    def as_columns(self) -> dict[str, Any]:
        """The columns of `Cost` that say the same."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**told, "vat_parts": [[one.rate, one.base, one.vat] for one in self.vat_parts]}


def facts_of(cost: Cost) -> Facts:
    """A line as it stands."""
    told = {one.name: getattr(cost, one.name) for one in fields(Facts)}
    return Facts(**{**told, "vat_parts": tuple(VatPart(*each) for each in cost.vat_parts)})


def cleaned(facts: Facts, *, on: date) -> Facts:
    """The same with its texts cleaned. Raises `InvalidInput` naming the field: what is missing, too much, or a NISS."""
    told = {name: _text(name, getattr(facts, name), limit, on) for name, limit in LIMITS.items()}
    if facts.is_staff:
        told |= {"supplier": "", "number": ""}
    else:
        told |= {"staff_name": "", "staff_function": ""}
    if not _ENTERPRISE.fullmatch(facts.enterprise):
        told |= {"enterprise": ""}
    one = replace(facts, **told, **({} if facts.is_staff else {"first": None, "last": None}))
    _needed(one)
    _no_name(one)
    if one.category not in Category.values or (one.activity and one.activity not in set(Activity)):
        raise InvalidInput(field="category")
    if not 1 <= one.share <= WHOLE:
        raise InvalidInput(_("La part va d’un centième de pour cent à cent pour cent."), field="share")
    for name in ("net", "vat", "total"):
        if abs(getattr(one, name)) > MOST:
            raise InvalidInput(_("Ce montant est trop grand."), field=name)
    return one


def _needed(one: Facts) -> None:
    for name in _NEEDED_OF_STAFF if one.is_staff else _NEEDED:
        if not getattr(one, name):
            raise InvalidInput(_("Ce champ est nécessaire."), field=name)
    if one.is_staff and not (one.first and one.last and one.first <= one.last):
        raise InvalidInput(_("Dites de quand à quand, dans l’ordre."), field="last")
    if one.total == 0:
        raise InvalidInput(_("Un montant de zéro ne justifie rien."), field="total")


def _no_name(one: Facts) -> None:
    """What goes with the report holds nobody's name: the function and the share suffice."""
    name = set(searchable(one.staff_name))
    for field in ("staff_function", "project", "link", "proportion"):
        if len(name) > 1 and name <= set(searchable(getattr(one, field))):
            raise InvalidInput(
                _("Le nom de la personne est dans ce texte, qui part avec le rapport."),
                "",
                _("Écrivez sa fonction."),
                field=field,
            )


def _text(name: str, value: str, limit: int, on: date) -> str:
    try:
        text = clean(value, limit=limit)
    except InvalidInput as error:
        raise InvalidInput(error.what, error.why, error.what_to_do, field=name) from error
    no_niss(text, on=on, field=name)
    return text


def no_niss(text: str, *, on: date, field: str) -> None:
    """Raises `InvalidInput` when a national number stands in the text."""
    if mentioned(text, on=on):
        raise InvalidInput(
            _("Un numéro national est dans ce texte."),
            _("Les dépenses se justifient sans numéro national : la fonction et la part suffisent."),
            _("Retirez-le."),
            field=field,
        )


def answers_of(raw: Mapping[str, str], *, on: date) -> dict[str, str]:
    """Answers to warnings, by the code of the rule; empty ones left out."""
    found = {}
    for code, words in raw.items():
        field = f"answer_{code}"
        text = clean(words, limit=1_000)
        no_niss(text, on=on, field=field)
        if text:
            found[code] = text
    return found


def paper_of(supplier: str, number: str) -> str:
    """A document by whom it comes from and its number, however they are written."""
    return f"{_bare(_LEGAL_FORM.sub(' ', supplier))}|{_bare(number)}"


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(text)) or "·"
