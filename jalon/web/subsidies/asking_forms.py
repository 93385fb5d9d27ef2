"""A field of a form as an officer types it: what is asked, what answers it, what counts and checks it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.subsidies.words import said
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.form_rules import LONGEST, MOST_FIELDS, MOST_TITLE
from jalon.law.subsidies.forms import Form, FormField, Kind, Need, Role
from jalon.law.subsidies.results import Definition, definition, definitions
from jalon.web.subsidies.carrying import title_of, titles_of
from jalon.web.ui.forms import RadioCards

KINDS = [(Kind.TEXT.value, gettext_lazy("Un texte")), (Kind.COUNT.value, gettext_lazy("Un nombre de personnes"))]
NEEDS = {
    Need.ALWAYS: gettext_lazy("Toujours"),
    Need.BELOW: gettext_lazy("Quand un nombre est sous l’objectif de la convention"),
    Need.NEVER: gettext_lazy("Il peut rester vide"),
}
OF_TEXTS, OF_BOUNDS = ("limit", "need"), ("at_most", "strict")


def _words(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_TITLE, widget=forms.Textarea(attrs={"rows": 2}), **options)


def measures_of(decree: Decree) -> list[Definition]:
    """What can be counted on the last day of the programme, in the order of the definitions."""
    return [found for code in definitions().measures if (found := definition(code, decree.last))]


class FieldForm(forms.Form):
    """One thing that a convention or a report asks."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=8)
    place = forms.IntegerField(
        label=gettext_lazy("Position dans le formulaire"), min_value=1, max_value=MOST_FIELDS,
        help_text=gettext_lazy("Les autres champs se décalent."),
    )  # fmt: skip
    title_fr = _words(gettext_lazy("Intitulé, en français"))
    title_nl = _words(gettext_lazy("Intitulé, en néerlandais"))
    title_de = _words(gettext_lazy("Intitulé, en allemand"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Ce que le centre répond"), choices=KINDS, widget=RadioCards)
    limit = forms.IntegerField(
        label=gettext_lazy("Longueur, en caractères"), min_value=1, max_value=LONGEST, required=False,
        help_text=gettext_lazy("Comptés comme une personne les compte. Vide : aucune limite."),
    )  # fmt: skip
    need = forms.ChoiceField(label=gettext_lazy("Quand le texte est demandé"))
    measure = forms.ChoiceField(
        label=gettext_lazy("Compté d’après les dossiers"), required=False,
        help_text=gettext_lazy("Ce que chaque mesure compte est écrit au bas de cette page."),
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Comparé avec la somme de"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Une différence est dite et expliquée ; elle n’empêche rien."),
    )  # fmt: skip
    at_most = forms.ChoiceField(label=gettext_lazy("Ne devrait pas dépasser"), required=False)
    strict = forms.BooleanField(
        label=gettext_lazy("Il ne peut pas le dépasser : le rapport ne se signe pas sinon"), required=False
    )

    def __init__(self, *args: Any, decree: Decree, role: Role, code: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decree, self.role = decree, role
        form = decree.form(role)
        self.before = form.field(code) if form and code else None
        self._choose(form)
        if role is Role.INDICATORS:
            for name in ("kind", *OF_TEXTS):
                del self.fields[name]
        if role is Role.CONVENTION:
            for name in OF_BOUNDS:
                del self.fields[name]

    def _choose(self, form: Form | None) -> None:
        counts = [one for one in (form.fields if form else ()) if one.kind == Kind.COUNT and one != self.before]
        others = [(one.code, f"{one.code}. {said(one.title)}") for one in counts]
        measures = [(one.measure, said(one.title)) for one in measures_of(self.decree)]
        needs = [(each.value, words) for each, words in NEEDS.items() if self._may(each)]
        choices: dict[str, list[Any]] = {
            "measure": [("", _("Rien : le centre l’écrit")), *measures],
            "at_most": [("", _("Aucun autre nombre")), *others],
            "parts": others,
            "need": needs,
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        self.fields["code"].help_text = self._linked()
        if not others:
            del self.fields["parts"]

    def _may(self, need: Need) -> bool:
        return need != Need.BELOW or self.role is Role.REPORT

    def _linked(self) -> str:
        """Which codes the report may share with the convention, and what that does."""
        words = _("Majuscules, chiffres et points, comme A1 ou 2.3. Il garde son sens d’année en année.")
        promised = self.decree.form(Role.CONVENTION)
        if self.role is Role.REPORT and promised:
            told = {"codes": ", ".join(one.code for one in promised.fields if one.kind == Kind.COUNT)}
            words += (
                " "
                + _(
                    "Un code de la convention (%(codes)s) relie les deux : l’objectif s’affiche à côté du réalisé, "
                    "chacun sous son intitulé."
                )
                % told
            )
        return words

    def clean_code(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["code"]).strip().upper()

    def clean_title_fr(self) -> str:
        """On one line, as it is shown."""
        return " ".join(str(self.cleaned_data["title_fr"]).split())

    def clean_title_nl(self) -> str:
        """The same."""
        return " ".join(str(self.cleaned_data["title_nl"]).split())

    @staticmethod
    def place_of(form: Form | None, code: str | None) -> int:
        """Where a field stands, from 1; one more than there are for a new one."""
        codes = [one.code for one in form.fields] if form else []
        return codes.index(code) + 1 if code in codes else len(codes) + 1

    @staticmethod
    def initial_of(one: FormField) -> dict[str, Any]:
        """What the form holds of a field."""
        names = ("code", "kind", "limit", "need", "measure", "at_most", "strict")
        found = {name: getattr(one, name) for name in names}
        return {**found, **titles_of(one.title), "parts": list(one.parts)}

    def field_told(self) -> FormField:
        """What was typed; whether it may be said together is for the rules of forms."""
        told = self.cleaned_data
        return FormField(
            code=told["code"],
            title=title_of(told, self.before.title if self.before else None),
            kind=told.get("kind", Kind.COUNT.value),
            limit=told.get("limit"),
            parts=tuple(told.get("parts", ())),
            measure=told["measure"] or None,
            at_most=told.get("at_most") or None,
            strict=told.get("strict", False),
            need=told.get("need", Need.ALWAYS.value),
        )


class RevisionForm(forms.Form):
    """The state of the programme that was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class NameForm(RevisionForm):
    """What a form is called."""

    title_fr = forms.CharField(label=gettext_lazy("Nom du formulaire, en français"), max_length=200)
    title_nl = forms.CharField(label=gettext_lazy("Nom du formulaire, en néerlandais"), max_length=200)
    title_de = forms.CharField(label=gettext_lazy("Nom du formulaire, en allemand"), max_length=200, required=False)
