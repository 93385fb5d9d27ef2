"""The form of a cost, the file of costs, one row of it to mend."""

from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.grants.models import Grant
from jalon.domain.spending.enums import Category
from jalon.domain.spending.facts import LIMITS, Facts
from jalon.domain.spending.models import Cost
from jalon.domain.spending.pieces import HEAVIEST
from jalon.domain.spending.rows import Row
from jalon.domain.spending.sheet import COLUMNS, activities, kinds_of, lines_of
from jalon.domain.subsidies.grids import HEAVIEST as HEAVIEST_SHEET
from jalon.law.subsidies.cost_texts import cost_rules
from jalon.law.subsidies.costs import WHOLE, Finding, VatPart
from jalon.web.spending.fields import ShareField, SignedAmountField
from jalon.web.ui.forms import DateField
from jalon.web.ui.sent import as_uuid

ACCEPTED = ".pdf,.png,.jpg,.jpeg,.xml,application/pdf,image/png,image/jpeg,application/xml,text/xml"
SHEETS = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"autocomplete": "off"}
STAFF = {Category.STAFF.value}


def _words(label: Any, name: str, rows: int = 0, **attrs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs={**PLAIN, **attrs})
    return forms.CharField(label=label, max_length=LIMITS[name], required=False, widget=widget)


class CostForm(forms.Form):
    """One cost. What belongs to the other category is left out by the domain; rules speak after the form."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    piece = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    parts = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000)
    enterprise = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    file = forms.FileField(
        label=gettext_lazy("Pièce justificative"),
        required=False,
        help_text=gettext_lazy("PDF, PNG, JPEG ou facture électronique (XML), 15 Mo au plus. Le XML remplit la ligne."),
        error_messages={"empty": gettext_lazy("Ce fichier est vide.")},
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    line = forms.ChoiceField(label=gettext_lazy("Ligne du subside"))
    category = forms.ChoiceField(
        label=gettext_lazy("Catégorie"), choices=Category, initial=Category.RUNNING, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=gettext_lazy("Genre de dépense"), required=False)
    activity = forms.ChoiceField(label=gettext_lazy("Activité payée"), required=False)
    supplier = _words(gettext_lazy("Fournisseur"), "supplier", list="suppliers")
    number = _words(gettext_lazy("Numéro du document"), "number")
    spent_on = DateField(label=gettext_lazy("Date du document"), required=False)
    staff_name = _words(gettext_lazy("Nom"), "staff_name")
    staff_function = _words(gettext_lazy("Fonction"), "staff_function")
    first = DateField(label=gettext_lazy("Du"), required=False)
    last = DateField(label=gettext_lazy("Au"), required=False)
    net = SignedAmountField(label=gettext_lazy("Hors TVA"))
    vat = SignedAmountField(label=gettext_lazy("TVA"))
    total = SignedAmountField(label=gettext_lazy("Total, ou coût brut"))
    share = ShareField(label=gettext_lazy("Part imputée, en %"), initial=WHOLE)
    project = _words(gettext_lazy("Projet"), "project", list="projects")
    link = _words(gettext_lazy("Lien direct avec le projet"), "link", rows=2)
    proportion = _words(gettext_lazy("Proportionnalité"), "proportion", rows=2)

    def __init__(self, grant: Grant, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.grant, lines = grant, lines_of(grant)
        choices = {"line": lines, "kind": {"": "–", **kinds_of(grant)}, "activity": {"": "–", **activities()}}
        for name, found in choices.items():
            self.fields[name].choices = list(found.items())  # type: ignore[attr-defined]
        self.fields["activity"].help_text = _("Si elle est sur la liste de l’activation ; laissez vide sinon.")
        for code in cost_rules():
            self.fields[f"answer_{code}"] = forms.CharField(
                label=_("Votre réponse"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean_file(self) -> bytes | None:
        """Its bytes, one too many at most: the domain says what is wrong with them."""
        given = self.cleaned_data["file"]
        return given.read(HEAVIEST + 1) if given else None

    def clean(self) -> dict[str, Any]:
        """What can be counted from the others is; what must be said is asked for."""
        data = super().clean() or self.cleaned_data
        staff = data.get("category") in STAFF
        vat, net, total = data.get("vat") or 0, data.get("net"), data.get("total")
        if total is None and net is not None:
            data["total"] = net + vat
        elif net is None and total is not None:
            data["net"] = total - vat
        elif total is None and "total" not in self.errors:
            self.add_error("total", _("Écrivez un montant."))
        data["vat"] = vat
        if staff:
            data["spent_on"] = data.get("last")
        day = "last" if staff else "spent_on"
        if data.get(day) is None and day not in self.errors:
            self.add_error(day, _("Dites quand."))
        return data

    def told(self) -> Facts:
        """The cost these fields say. While somebody types, what is not there yet stands empty."""
        data = self.cleaned_data
        known = {one.name: data[one.name] for one in fields_of(Facts) if data.get(one.name) not in (None, "")}
        empty = {"line": "", "category": Category.RUNNING, "spent_on": self.grant.first, "net": 0, "vat": 0, "total": 0}
        kind = known.pop("kind", None)
        return Facts(**{**empty, **known}, kind=int(kind) if kind else None, vat_parts=self._parts())

    def _parts(self) -> tuple[VatPart, ...]:
        """The VAT by rate, as the invoice said it; forgotten when its amounts are changed."""
        found = []
        for one in (self.cleaned_data.get("parts") or "").split():
            rate, _mark, rest = one.partition(":")
            base, _mark, vat = rest.partition(":")
            if all(each.removeprefix("-").isdecimal() and len(each) < 16 for each in (rate, base, vat)):
                found.append(VatPart(int(rate), int(base), int(vat)))
        same = sum(one.base for one in found) == self.cleaned_data.get("net")
        return tuple(found[:20]) if same else ()

    def answers(self) -> dict[str, str]:
        """By the code of the rule."""
        return {code: self.cleaned_data.get(f"answer_{code}") or "" for code in cost_rules()}

    @property
    def piece_id(self) -> UUID | None:
        """The document that was sent before."""
        return as_uuid(self.data.get("piece", "") or str(self.initial.get("piece", "")))

    def asked(self, findings: Iterable[Finding]) -> list[tuple[Finding, Any]]:
        """Each finding, with the field of its answer when it can be answered."""
        return [(one, None if one.refuses else self[f"answer_{one.code}"]) for one in findings]


def initial_of(cost: Cost) -> dict[str, Any]:
    """What a line holds, under the names of the form."""
    told = {one.name: getattr(cost, one.name) for one in fields_of(Facts)}
    answers = {f"answer_{code}": words for code, words in cost.answers.items()}
    parts = [VatPart(*each) for each in cost.vat_parts]
    return {**told, **answers, "version": cost.revision, "piece": cost.document_id or "", "parts": parts_text(parts)}


def parts_text(parts: Iterable[VatPart]) -> str:
    """The VAT by rate as one hidden field holds it."""
    return " ".join(f"{one.rate}:{one.base}:{one.vat}" for one in parts)


def next_after(cost: Cost) -> dict[str, Any]:
    """What the next document of a pile most often has in common with the one before."""
    same = ("line", "category", "kind", "activity", "supplier", "enterprise", "project", "link", "share")
    staff = ("first", "last", "staff_function")
    return {name: getattr(cost, name) for name in (*same, *(staff if cost.is_staff else ()))}


def new_key() -> UUID:
    """The id of a line that is not there yet: what is attached to it before it is saved knows it."""
    return uuid4()


class SheetForm(forms.Form):
    """A spreadsheet of costs."""

    file = forms.FileField(
        label=gettext_lazy("Le fichier"),
        help_text=gettext_lazy("XLSX ou CSV, 2 Mo au plus, une dépense par ligne."),
        error_messages={
            "required": gettext_lazy("Choisissez le fichier à importer."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
        widget=forms.FileInput(attrs={"accept": SHEETS}),
    )

    def clean_file(self) -> bytes:
        """Its bytes, one too many at most."""
        return self.cleaned_data["file"].read(HEAVIEST_SHEET + 1)


class RowForm(forms.Form):
    """One row as it stood in the file, every cell a text."""

    def __init__(self, row: Row, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"r{row.line}", initial={name: _shown(row, name) for name in COLUMNS})
        self.use_required_attribute = False
        self.row = row
        for name, (title, _others) in COLUMNS.items():
            long = name in ("link", "proportion", "answer")
            widget = forms.Textarea(attrs={"rows": 2}) if long else forms.TextInput(attrs=PLAIN)
            self.fields[name] = forms.CharField(label=title, max_length=2_000, required=False, widget=widget)

    @property
    def wrong(self) -> list[str]:
        """The columns to look at, in their order."""
        named = {*self.row.errors, *(one.where for one in self.row.refusals)}
        return [name for name in COLUMNS if name in named] or ["total"]

    def parts(self) -> tuple[list[Any], list[Any]]:
        """The fields to mend, then the others."""
        wrong = self.wrong
        return [self[name] for name in wrong], [self[name] for name in COLUMNS if name not in wrong]

    def values(self) -> dict[str, str]:
        """The texts, by column."""
        return {name: self.cleaned_data.get(name) or "" for name in COLUMNS}


def _shown(row: Row, name: str) -> str:
    """A day as people write it; anything else as it stood."""
    text = row.values.get(name, "")
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y") if len(text) == 10 and text[4] == "-" else text
    except ValueError:
        return text
