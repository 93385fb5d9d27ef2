"""The fields of the lab: what is looked at, schemes that ship, two composed by hand. All stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.core import reader
from jalon.domain.exemption.lab import MOST_SCHEMES, TODAY, WORKS
from jalon.domain.exemption.words import WORKS as WORK_WORDS
from jalon.domain.exemption.words import month_words
from jalon.domain.people.enums import Category
from jalon.law.income import Basis, Bracket, Exemption, Scheme, Work, months_covered, shipped_schemes
from jalon.law.income.cents import UNLIMITED
from jalon.law.sayings import Saying
from jalon.web.exemption.fields import EurosField, MonthField

MOST_CENTS = 10_000_00
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


class LabForm(forms.Form):
    """What the curves are of, and which of the shipped schemes stand beside today's rule."""

    month = MonthField(label=_("Mois"))
    category = forms.TypedChoiceField(label=_("Catégorie"), choices=Category.choices, coerce=int)
    work = forms.ChoiceField(label=_("Sorte de travail"), choices=[(one, WORK_WORDS[one]) for one in WORKS])
    day_pay = _amount(_("Net d’une journée, en euros"))
    here = _amount(_("Vous êtes ici : net d’un mois, en euros"))
    poverty = _amount(
        _("Seuil de pauvreté, en euros par mois"),
        help_text=_("Jalon n’en a pas de source établie : notez celui que vous suivez, et son année dans vos notes."),
    )
    shipped = forms.MultipleChoiceField(
        label=_("Pistes du groupe de travail de 2017"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        schemes = shipped_schemes().values()
        self.fields["shipped"].choices = [
            (one.id, one.title.say(reader.law_language())) for one in schemes if one.id != TODAY
        ]  # type: ignore[attr-defined]

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
    """A scheme composed by hand; used as soon as one of its numbers is given."""

    NUMBERS = ("flat", "percent", "then_from", "then_percent", "floor", "ceiling", "taper_from", "taper_percent")

    title = forms.CharField(label=_("Son nom"), max_length=60, required=False)
    basis = forms.ChoiceField(label=_("Comment compter un mois incomplet"), choices=_BASES, required=False)
    flat = _amount(_("Forfait exonéré, en euros par mois"), "0 600 10")
    percent = _percent(_("Puis ce pourcentage de ce qui le dépasse"))
    then_from = _amount(_("À partir de, en euros"), "0 2000 50")
    then_percent = _percent(_("Cet autre pourcentage"))
    floor = _amount(_("Plancher, en euros"), "0 600 10")
    ceiling = _amount(_("Plafond, en euros"), "0 1500 25")
    taper_from = _amount(_("L’exonération diminue à partir de, en euros"), "0 2000 50")
    taper_percent = _percent(_("De ce pourcentage de chaque euro en plus"))
    with_art = forms.BooleanField(label=_("Vaut aussi pour le travail artistique"), required=False)

    def is_used(self) -> bool:
        """Whether a number was given."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in self.NUMBERS)

    def clean(self) -> dict[str, Any]:
        """Numbers that make sense together, each refusal at its field."""
        told = super().clean() or {}
        for name in self.NUMBERS:
            if (told.get(name) or 0) > MOST_CENTS:
                self.add_error(name, _("Au plus 10 000 €."))
        if told.get("ceiling") is not None and told["ceiling"] < (told.get("floor") or 0):
            self.add_error("ceiling", _("Le plafond est sous le plancher : relevez l’un ou baissez l’autre."))
        for start, share in (("then_from", "then_percent"), ("taper_from", "taper_percent")):
            if (told.get(start) is None) != (told.get(share) is None):
                missing = start if told.get(start) is None else share
                if missing not in self.errors:
                    self.add_error(missing, _("Donnez le montant et le pourcentage, ou aucun des deux."))
        return told

    def scheme(self, code: str) -> Scheme:
        """The scheme these fields make."""
        told = self.cleaned_data
        brackets = [Bracket(start=0, share=told["percent"] * 100)] if told["percent"] is not None else []
        if told["then_from"] is not None:
            start = max(told["then_from"], 1) if brackets else told["then_from"]
            brackets.append(Bracket(start=start, share=told["then_percent"] * 100))
        one = Exemption(
            flat=told["flat"] or 0,
            brackets=tuple(brackets),
            floor=told["floor"] or 0,
            ceiling=told["ceiling"],
            taper_from=UNLIMITED if told["taper_from"] is None else told["taper_from"],
            taper_share=(told["taper_percent"] or 0) * 100,
            months=36,
            within=72,
        )
        named = told["title"] or str(_("Ma piste %s") % code.upper())
        works = [work for work in Work if told["with_art"] or work is not Work.ART]
        return Scheme(
            id=f"own-{code}",
            title=Saying(named, named, named),
            about=Saying(named, named, named),
            basis=Basis(told["basis"] or Basis.DAY),
            exemptions=dict.fromkeys(works, one),
        )


class LabForms:
    """The three forms together."""

    DEFAULT = {"month": "", "category": "2", "work": "job", "day_pay": "90", "here": "850"}
    CHOSEN = ("percentage", "percentage_floor_ceiling", "liege")

    def __init__(self, asked: Any):
        data = asked.copy()
        if not data:
            data.update({**self.DEFAULT, "month": f"{months_covered()[1]:%Y-%m}"})
            data.setlist("shipped", list(self.CHOSEN))
        self.form = LabForm(data)
        self.own = {code: SchemeForm(data, prefix=code) for code in ("a", "b")}

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
