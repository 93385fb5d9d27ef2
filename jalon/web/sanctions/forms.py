"""Forms of sanctions. No field has an initial value that would speak against the person."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jalon.domain.sanctions.enums import Reprieve, Scope
from jalon.web.ui.forms import DateField


def _text(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class ProposalForm(forms.Form):
    """Everything the worker writes; saved as often as they like, complete or not."""

    facts = _text(_("Que s’est-il passé ?"), _("Les faits, sans jugement : ce qui était convenu, ce que vous avez vu."))
    facts_on = DateField(label=_("Quand ?"), required=False)
    reasons_of_person = _text(_("Qu’en dit la personne ?"), _("Dans ses mots."))
    has_legitimate_reason = forms.NullBooleanField(
        label=_("La personne avait-elle un motif légitime ?"),
        help_text=_("Santé, garde d’enfants, transport, rendez-vous inconnu… Si oui, aucune sanction n’est possible."),
        required=False,
        widget=forms.Select(choices=[("unknown", _("Pas encore examiné")), ("true", _("Oui")), ("false", _("Non"))]),
    )
    tried = _text(_("Qu’avez-vous essayé d’autre ?"), _("Appels, visites, autre horaire, projet adapté…"))
    asked = _text(_("Que demandez-vous à la personne ?"), _("Ces mots figurent dans la mise en demeure."), 3)
    asked_by = DateField(label=_("Pour quand ?"), required=False)
    hearing_day = DateField(label=_("Audition proposée le"), required=False)
    hearing_time = forms.TimeField(
        label=_("à"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    hearing_place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    heard_on = DateField(label=_("Entendue le"), required=False, help_text=_("Vide si la personne n’est pas venue."))
    heard_words = _text(_("Ce que la personne a dit"))
    advice = _text(_("Votre avis de travailleur social"), _("Le Conseil le lit avant de décider."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """Day and hour of the hearing make one moment in Brussels."""
        data = super().clean() or self.cleaned_data
        day, hour = data.pop("hearing_day", None), data.pop("hearing_time", None)
        if day and not hour:
            self.add_error("hearing_time", _("Dites aussi l’heure."))
        elif day:
            data["hearing_on"] = timezone.make_aware(datetime.combine(day, hour or time(9)))
        else:
            data["hearing_on"] = None
        return data

    def told(self) -> dict[str, Any]:
        """What `services.save` takes."""
        data = dict(self.cleaned_data)
        revision = data.pop("version")
        return {**data, "revision": revision}


class ReasonForm(forms.Form):
    """Why, in words that stay in the file."""

    reason = forms.CharField(label=_("Pourquoi ?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RefusalForm(ReasonForm):
    """The council's no, with its day."""

    decided_on = DateField(label=_("Décidé le"))


class DayForm(forms.Form):
    """One day."""

    day = DateField(label=_("Date"))


class DecisionForm(forms.Form):
    """What the council decided. Nothing is chosen beforehand."""

    decided_on = DateField(label=_("Décidé le"))
    scope = forms.ChoiceField(label=_("Étendue"), choices=Scope, widget=forms.RadioSelect)
    withheld = forms.DecimalField(
        label=_("Montant retenu par mois, en euros"),
        help_text=_("Seulement pour une suspension partielle."),
        min_value=0,
        max_digits=7,
        decimal_places=2,
        required=False,
    )
    months = forms.TypedChoiceField(label=_("Durée"), coerce=int, widget=forms.RadioSelect)
    starts_on = DateField(label=_("À partir du"))
    reprieve = forms.ChoiceField(label=_("Sursis"), choices=Reprieve, widget=forms.RadioSelect)
    reprieve_until = DateField(label=_("Sursis jusqu’au"), required=False)
    reprieve_words = forms.CharField(label=_("Ce que couvre le sursis"), max_length=300, required=False)
    motivation = forms.CharField(
        label=_("Motivation"),
        help_text=_("Pourquoi cette mesure, et pourquoi pas une autre. La personne la lira."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, longest: int, start_rule: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        told = _("Règle de départ suivie par votre centre : %(rule)s.")
        self.fields["starts_on"].help_text = told % {"rule": start_rule}
        labels = {1: _("1 mois"), 2: _("2 mois"), 3: _("3 mois")}
        self.fields["months"].choices = [(count, labels[count]) for count in range(1, longest + 1)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Euros become cents."""
        data = super().clean() or self.cleaned_data
        withheld = data.pop("withheld", None)
        data["withheld_cents"] = int(withheld * 100) if withheld else None
        return data
