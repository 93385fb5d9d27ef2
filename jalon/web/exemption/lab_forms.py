"""The fields of the lab: what is looked at, schemes that ship, two composed by hand. All stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.core import reader
from jalon.domain.exemption.composing import LONGEST_TITLE, MOST_CENTS, NUMBERS, blank, composed
from jalon.domain.exemption.lab import MOST_SCHEMES, TODAY, WORKS
from jalon.domain.exemption.scheme_words import kept
from jalon.domain.exemption.words import WORKS as WORK_WORDS
from jalon.domain.exemption.words import euros, month_words
from jalon.domain.people.enums import Category
from jalon.law.errors import SchemeError
from jalon.law.income import Basis, Scheme, months_covered, parse_scheme, shipped_schemes, write_scheme
from jalon.law.income import Category as LawCategory
from jalon.law.income.poverty import poverty_line
from jalon.web.exemption.fields import EurosField, MonthField
from jalon.web.exemption.months import month_to_begin_with
from jalon.web.exemption.packing import MOST_PACKED, Drafts

_BASES = [
    (Basis.DAY, _("par jour, comme aujourd’hui : un mois incomplet est ramené à un mois complet")),
    (Basis.PRORATE, _("par jour : seule l’exonération suit les jours")),
    (Basis.MONTH, _("par mois entier")),
]


def _amount(label: Any, reach: str = "", **kwargs: Any) -> EurosField:
    """`reach`: least, most and step of the slider beside it, where scripts run."""
    field = EurosField(label=label, **kwargs)
    if reach:
        field.widget.attrs["data-slider"] = reach
    return field


def _percent(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"data-slider": "0 100 5"})
    return forms.IntegerField(label=label, min_value=0, max_value=100, required=False, widget=widget)


def _months(label: Any, reach: str, help_text: Any, most: int = 600) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"data-slider": reach})
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=1, max_value=most, required=False, widget=widget
    )


class LabForm(forms.Form):
    """What the curves are of, and which of the shipped schemes stand beside today's rule."""

    month = MonthField(label=_("Mois"))
    category = forms.TypedChoiceField(label=_("Catégorie"), choices=Category.choices, coerce=int)
    work = forms.ChoiceField(label=_("Sorte de travail"), choices=[(one, WORK_WORDS[one]) for one in WORKS])
    day_pay = _amount(_("Net d’une journée, en euros"))
    here = _amount(_("Vous êtes ici : net d’un mois, en euros"))
    poverty = _amount(
        _("Seuil de pauvreté, en euros par mois"),
        help_text=_("Celui que vous suivez : son année n’est pas gardée, écrivez-la dans vos notes."),
    )
    shipped = forms.MultipleChoiceField(
        label=_("Pistes du groupe de travail de 2017"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self._say_line()
        schemes = shipped_schemes().values()
        self.fields["shipped"].choices = [
            (one.id, one.title.say(reader.law_language())) for one in schemes if one.id != TODAY
        ]  # type: ignore[attr-defined]

    def _say_line(self) -> None:
        """The official poverty line beside its field: of which survey, for whom, and where it was read."""
        try:
            known = poverty_line(MonthField().clean(self.data.get("month", "")))
        except forms.ValidationError:
            return
        if known is not None:
            language, source = reader.law_language(), known.source
            words = {
                "line": euros(known.whole),
                "year": known.valid_from.year,
                "source": source.text.short.say(language),
            }
            words["doubt"] = source.doubt.say(language) if source.doubt else ""
            self.fields["poverty"].help_text = (
                _("%(source)s de %(year)d : %(line)s pour une personne seule. %(doubt)s D’autres ménages ont le leur.")
                % words
            )

    def clean_month(self) -> Any:
        """A month the amounts cover."""
        month, (first, last) = self.cleaned_data["month"], months_covered()
        if not first <= month <= last:
            raise forms.ValidationError(
                _("Les montants vont de %(first)s à %(last)s : choisissez un de ces mois."),
                params={"first": month_words(first), "last": month_words(last)},
            )
        return month

    def clean(self) -> dict[str, Any]:
        """Amounts that a month or a day can have."""
        cleaned = super().clean() or {}
        for name in ("day_pay", "here", "poverty"):
            if (cleaned.get(name) or 0) > MOST_CENTS:
                self.add_error(name, _("Au plus 10 000 €."))
        return cleaned


class SchemeForm(forms.Form):
    """A scheme composed by hand, over what a file says where one was opened.

    Used as soon as one of its numbers is given. `kept`: the scheme of that file, packed into the address; `forget`
    leaves it out.
    """

    title = forms.CharField(label=_("Son nom"), max_length=LONGEST_TITLE, required=False)
    basis = forms.ChoiceField(label=_("Comment compter un mois incomplet"), choices=_BASES, required=False)
    flat = _amount(_("Forfait exonéré, en euros par mois"), "0 600 10")
    percent = _percent(_("Puis ce pourcentage de ce qui le dépasse"))
    then_from = _amount(_("À partir de, en euros"), "0 2000 50")
    then_percent = _percent(_("Cet autre pourcentage"))
    floor = _amount(_("Plancher, en euros"), "0 600 10")
    ceiling = _amount(_("Plafond, en euros"), "0 1500 25")
    taper_from = _amount(_("L’exonération diminue à partir de, en euros"), "0 2000 50")
    taper_percent = _percent(_("De ce pourcentage de chaque euro en plus"))
    months = _months(_("Pendant, en mois"), "6 60 6", _("Vide : 36, ou ce que dit le fichier."))
    within = _months(_("À prendre en, en mois"), "12 120 12", _("Vide : 72, ou ce que dit le fichier."))
    smoothing = _months(
        _("Sur la moyenne des gains de, en mois"), "1 12 1", _("Seulement par mois entier. Vide : le mois seul."), 12
    )
    with_art = forms.BooleanField(label=_("Vaut aussi pour le travail artistique"), required=False)
    categories = forms.TypedMultipleChoiceField(
        label=_("Seulement pour ces catégories"),
        help_text=_("Aucune cochée : pour toutes. Une catégorie laissée de côté suit la loi."),
        choices=Category.choices,
        coerce=lambda one: LawCategory(int(one)),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kept = forms.CharField(required=False, max_length=MOST_PACKED, widget=forms.HiddenInput)
    forget = forms.BooleanField(label=_("Oublier ce que le fichier garde, et ne tenir que les champs"), required=False)

    def __init__(self, *args: Any, drafts: Drafts | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts or Drafts()

    def is_used(self) -> bool:
        """Whether a number was given, or a file opened, be it forgotten since."""
        numbers = any(self.data.get(self.add_prefix(name), "").strip() for name in NUMBERS)
        return numbers or self.base() is not None or self.is_lost()

    def base(self) -> Scheme | None:
        """The scheme of the file; None without one, or when it is to be forgotten."""
        if self.data.get(self.add_prefix("forget")):
            return None
        return self.drafts.scheme(self.data.get(self.add_prefix("kept"), ""))

    def is_long(self) -> bool:
        """Whether the file is kept here and not in the address."""
        return self.drafts.is_short(self.data.get(self.add_prefix("kept"), ""))

    def is_lost(self) -> bool:
        """Whether a long file was opened in another session, or too long ago."""
        forgets = self.data.get(self.add_prefix("forget"))
        return not forgets and self.drafts.lost(self.data.get(self.add_prefix("kept"), ""))

    def kept_words(self) -> list[str]:
        """What the file says that no field shows."""
        base = self.base()
        return [] if base is None else kept(base)

    def clean(self) -> dict[str, Any]:
        """Numbers that make sense together, each refusal at its field."""
        told = super().clean() or {}
        if self.is_lost():
            self.add_error("title", _("Le fichier de cette piste n’est plus gardé ici : ouvrez-le à nouveau."))
        for name in NUMBERS:
            if (told.get(name) or 0) > MOST_CENTS:
                self.add_error(name, _("Au plus 10 000 €."))
        if told.get("ceiling") is not None and told["ceiling"] < (told.get("floor") or 0):
            self.add_error("ceiling", _("Le plafond est sous le plancher : relevez l’un ou baissez l’autre."))
        for start, share in (("then_from", "then_percent"), ("taper_from", "taper_percent")):
            if (told.get(start) is None) != (told.get(share) is None):
                missing = start if told.get(start) is None else share
                if missing not in self.errors:
                    self.add_error(missing, _("Donnez le montant et le pourcentage, ou aucun des deux."))
        self._check_months(told)
        if not self.errors:
            self._check_together()
        return told

    def _check_months(self, told: dict[str, Any]) -> None:
        if told.get("within") and told["within"] < (told.get("months") or 1):
            self.add_error("within", _("Cette période est plus courte que la durée : allongez-la."))
        if (told.get("smoothing") or 1) > 1 and told.get("basis") not in (Basis.MONTH, ""):
            self.add_error("smoothing", _("Comptez « par mois entier », ou videz ce champ."))

    def _check_together(self) -> None:
        """What the fields and the file say together must be a scheme that a file can hold."""
        try:
            parse_scheme(write_scheme(self.scheme("x")), name="x.yaml")
        except SchemeError as error:
            self.add_error(_field_of(error), error.what(reader.law_language()))

    def scheme(self, code: str) -> Scheme:
        """The scheme these fields make, with what the file keeps."""
        base = self.base()
        if base is not None:
            return composed(base, self.cleaned_data, code)
        named = self.cleaned_data["title"] or str(_("Ma piste %s") % code.upper())
        return composed(blank(named), self.cleaned_data, code)


def _field_of(error: SchemeError) -> str:
    """The field where what is wrong can be mended."""
    key = str(error.params.get("key", ""))
    fields = {
        "smoothing": "basis",
        "within": "within",
        "shares": "then_from",
        "ceiling": "ceiling",
        "floor": "floor",
        "taper": "taper_from",
    }
    if error.code == "law_by_year":
        return "with_art"
    return next((field for part, field in fields.items() if part in key), "title")


class LabForms:
    """The three forms together."""

    DEFAULT = {"month": "", "category": "2", "work": "job", "day_pay": "90", "here": "850"}
    CHOSEN = ("liege", "percentage", "percentage_floor_ceiling")

    def __init__(self, asked: Any, drafts: Drafts | None = None):
        data = asked.copy()
        if not data:
            month = month_to_begin_with()
            data.update({**self.DEFAULT, "month": f"{month:%Y-%m}"})
            if (line := poverty_line(month)) is not None:
                data["poverty"] = str(line.whole // 100)
            data.setlist("shipped", list(self.CHOSEN))
        self.data = data
        self.form = LabForm(data)
        self.own = {code: SchemeForm(data, prefix=code, drafts=drafts) for code in ("a", "b")}

    @property
    def all(self) -> list[forms.Form]:
        """In the order of the page."""
        return [self.form, *self.own.values()]

    def schemes(self) -> tuple[Scheme, ...] | None:
        """Those to compare; None when a form has something to mend, which it then says."""
        used = {code: one for code, one in self.own.items() if one.is_used()}
        if not all([self.form.is_valid(), *(one.is_valid() for one in used.values())]):
            return None
        shipped = [shipped_schemes()[code] for code in self.form.cleaned_data["shipped"]]
        found = (*shipped, *(one.scheme(code) for code, one in used.items()))
        if len(found) > MOST_SCHEMES:
            self.form.add_error("shipped", _("Quatre pistes au plus à côté de la règle actuelle : décochez-en."))
            return None
        return found
