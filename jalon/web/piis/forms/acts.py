"""What the acts ask: a reason, a date, a choice."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jalon.domain.piis.enums import DecisionOutcome, EndReason, Outcome, Side
from jalon.web.piis.forms.fields import LongText, PlainText
from jalon.web.ui.forms import DateField, RadioCards


class NothingForm(forms.Form):
    """An act that asks nothing."""


class WhyForm(forms.Form):
    """An act explained in words."""

    reason = LongText(label=_("Pourquoi, en quelques mots"), max_length=4_000, required=True)


class OptionalWhyForm(forms.Form):
    """An act that may be explained."""

    reason = LongText(label=_("Pourquoi, en quelques mots"), max_length=4_000)


class DecideForm(forms.Form):
    """What the council decided."""

    outcome = forms.ChoiceField(
        label=_("Le Conseil a décidé"),
        initial=DecisionOutcome.APPROVED,
        choices=[(value, capfirst(label)) for value, label in DecisionOutcome.choices],
        widget=RadioCards(
            descriptions={
                "approved": _("Le projet commence et ses évaluations sont attendues."),
                "refused": _("Le projet n’a pas d’effet."),
                "sent_back": _("Le texte revient au travailleur ; un nouveau texte devra être signé."),
            }
        ),
    )
    decided_on = DateField(label=_("Décidé le"))
    explanation = LongText(
        label=_("Motivation"), help_text=_("Nécessaire pour un refus ou un renvoi."), max_length=4_000, rows=2
    )


class DecideManyForm(forms.Form):
    """One decision day for several projects."""

    decided_on = DateField(label=_("Approuvés le"))


class ExtendForm(forms.Form):
    """A later last day."""

    until = DateField(label=_("Nouvelle fin"))
    asked_by = forms.ChoiceField(
        label=_("Qui le demande ?"),
        choices=[(value, capfirst(label)) for value, label in Side.choices],
        widget=RadioCards,
        initial=Side.PERSON,
    )
    reason = LongText(label=_("Pourquoi, en quelques mots"), max_length=4_000)


class AmendForm(forms.Form):
    """Who asks for the change, why, from when."""

    asked_by = forms.ChoiceField(
        label=_("Qui demande ce changement ?"),
        choices=[(value, capfirst(label)) for value, label in Side.choices],
        initial=Side.PERSON,
    )
    effective_on = DateField(label=_("Prend effet le"))
    reason = LongText(label=_("Pourquoi, en quelques mots"), max_length=4_000, rows=2)


class EndForm(forms.Form):
    """Why it ends, and what it brought."""

    reason = forms.ChoiceField(
        label=_("Pourquoi le projet se termine"),
        choices=[(value, capfirst(label)) for value, label in EndReason.choices],
        widget=RadioCards,
        error_messages={"required": _("Choisissez pourquoi le PIIS se termine.")},
    )
    outcome = forms.ChoiceField(
        label=_("Ce que le projet a apporté"),
        choices=[(value, capfirst(label)) for value, label in Outcome.choices],
        widget=RadioCards,
        error_messages={"required": _("Choisissez ce que le projet a apporté.")},
    )
    effective_on = DateField(label=_("Dernier jour"))
    explanation = LongText(
        label=_("Explication"), help_text=_("Nécessaire pour une autre raison."), max_length=4_000, rows=3
    )


class ResumeForm(forms.Form):
    """When the person worked."""

    worked_from = DateField(label=_("Début du travail"))
    worked_until = DateField(label=_("Fin du travail"))


class AppointmentForm(forms.Form):
    """When and where to meet."""

    day = DateField(label=_("Jour"))
    hour = forms.TimeField(label=_("Heure"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = PlainText(label=_("Lieu"), max_length=200)
    in_person = forms.BooleanField(label=_("En personne"), required=False, initial=True)


class SlotForm(AppointmentForm):
    """The appointment of one project among several."""


class PurposeForm(forms.Form):
    """Why a bundle leaves the house."""

    purpose = LongText(
        label=_("À quoi servira ce dossier ?"),
        help_text=_("Par exemple : contrôle de l’inspection, recours devant le tribunal du travail."),
        required=True,
        max_length=300,
        rows=2,
    )


def initial(**values: Any) -> dict[str, Any]:
    """First values of a form, without those that are not known."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def iso(day: date | None) -> str:
    """A day as a date field wants it."""
    return day.isoformat() if day else ""
