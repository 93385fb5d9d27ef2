"""The small forms around a bilan. They read what was typed; the services decide."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.instruments.enums import Moment, Rated
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Person
from jalon.web.ui.forms import DateField, RadioCards

MOMENTS = {
    Moment.START: _("Pour faire connaissance, avant le projet."),
    Moment.MIDDLE: _("Pour voir ce qui a changé, et ajuster."),
    Moment.END: _("Pour regarder ensemble le chemin parcouru."),
}


RATED = {
    Rated.TOGETHER: _("Sur la même page, pendant l’entretien : chacun voit les niveaux de l’autre."),
    Rated.APART: _(
        "La personne répond seule avant l’entretien, dans son espace ou sur cet écran ; vous, sur votre page. Les deux "
        "se lisent côte à côte quand ils sont donnés."
    ),
}


class AboutForm(forms.Form):
    """When the talk is held, at which moment, and the language of the document."""

    moment = forms.ChoiceField(
        label=_("À quel moment de l’accompagnement ?"),
        choices=[(moment.value, moment.label) for moment in Moment],
        widget=RadioCards(descriptions={moment.value: text for moment, text in MOMENTS.items()}),
    )
    held_on = DateField(label=_("Date de l’entretien"))
    language = forms.ChoiceField(
        label=_("Langue du document pour la personne"),
        choices=Language.choices,
        help_text=_("Le document imprimé et les niveaux y seront écrits dans cette langue."),
    )

    @classmethod
    def for_new(cls, person: Person, earlier: int, on: date) -> "AboutForm":
        """What is likely: today, in the person's language, the first time at the beginning."""
        moment = Moment.MIDDLE if earlier else Moment.START
        return cls(initial={"moment": moment.value, "held_on": on, "language": person.language})

    @classmethod
    def of(cls, bilan: Bilan) -> "AboutForm":
        """As the bilan has it."""
        return cls(initial={"moment": bilan.moment, "held_on": bilan.held_on, "language": bilan.language})


class StartForm(AboutForm):
    """The same, and whether the levels are given together or by each side alone."""

    rated = forms.ChoiceField(
        label=_("Comment donnez-vous les niveaux ?"),
        choices=Rated.choices,
        initial=Rated.TOGETHER,
        required=False,
        widget=RadioCards(descriptions={rated.value: text for rated, text in RATED.items()}),
    )

    def clean_rated(self) -> str:
        """Nothing chosen: together, as a talk is held when nobody says otherwise."""
        return self.cleaned_data["rated"] or Rated.TOGETHER


class CorrectForm(forms.Form):
    """Why a finished bilan is corrected."""

    reason = forms.CharField(
        label=_("Qu’est-ce qui doit être corrigé ?"),
        help_text=_("Cette raison reste lisible au dossier, à côté des deux bilans."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Dites en quelques mots ce qui doit être corrigé.")},
    )
