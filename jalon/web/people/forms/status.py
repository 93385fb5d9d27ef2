"""In what capacity the person is accompanied; exemptions from the PIIS."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.people.enums import Category, ExemptionReason, StatusKind
from jalon.domain.people.facts import StatusFacts
from jalon.domain.people.models import Status
from jalon.web.ui.forms import DateField, RadioCards

KINDS = {
    StatusKind.INTEGRATION: _("Revenu d’intégration, emploi ou PIIS, selon la loi du 26 mai 2002."),
    StatusKind.EQUIVALENT: _("Aide financière au même montant, hors de cette loi. Un PIIS reste facultatif."),
    StatusKind.BROAD: _("Toute autre aide du centre : médiation de dettes, guidance, aide matérielle…"),
}
CATEGORIES = {
    Category.COHABITANT: _("Vit sous le même toit avec d’autres et partage les frais du ménage."),
    Category.ISOLATED: _("Vit sans partager les frais d’un ménage."),
    Category.FAMILY: _("Vit avec une famille à charge, dont au moins un enfant mineur."),
}


def read_category(value: str) -> int | None:
    """The category's number; nothing when none was ticked."""
    return int(value) if value else None


class StatusForm(forms.Form):
    """A status with its dates."""

    kind = forms.ChoiceField(
        label=_("Statut"),
        choices=[(kind.value, kind.label) for kind in StatusKind],
        widget=RadioCards(descriptions={kind.value: text for kind, text in KINDS.items()}),
        error_messages={"required": _("Choisissez le statut.")},
    )
    category = forms.TypedChoiceField(
        label=_("Catégorie"),
        help_text=_("Pour le droit à l’intégration sociale et l’aide équivalente."),
        choices=[(one.value, one.label) for one in Category],
        coerce=read_category,
        empty_value=None,
        required=False,
        widget=RadioCards(descriptions={one.value: text for one, text in CATEGORIES.items()}),
    )
    since = DateField(
        label=_("Depuis le"),
        help_text=_("Le premier jour de ce statut."),
        error_messages={"required": _("Écrivez depuis quel jour.")},
    )
    demanded_on = DateField(label=_("Demande du"), required=False)
    decided_on = DateField(
        label=_("Décision du"), help_text=_("Le délai pour conclure un PIIS part d’ici."), required=False
    )
    notified_on = DateField(label=_("Notifiée le"), required=False)
    is_student = forms.BooleanField(
        label=_("Suit des études de plein exercice, admises pour motif d’équité"), required=False
    )
    is_homeless = forms.BooleanField(label=_("Est sans abri"), required=False)
    works_part_time = forms.BooleanField(label=_("Travaille et reçoit un complément"), required=False)
    previous_right_ended_on = DateField(
        label=_("Fin du droit à l’intégration sociale précédent"),
        help_text=_("Si la personne l’avait dans un autre centre : le dernier jour. Vide si elle ne l’avait pas."),
        required=False,
    )

    def status_facts(self) -> StatusFacts:
        """What was typed, for the services."""
        return StatusFacts(**{name: self.cleaned_data[name] for name in StatusFacts.__slots__})


class CorrectStatusForm(StatusForm):
    """A status put right, with the revision that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    @staticmethod
    def initial_of(status: Status) -> dict[str, Any]:
        """What the form shows of a status."""
        return {name: getattr(status, name) for name in (*StatusFacts.__slots__, "revision")}


class FirstStatusForm(StatusForm):
    """The status of a new file; it may come later."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        later = _("plus tard")
        self.fields["kind"].choices = [*self.fields["kind"].choices, ("", later)]
        self.fields["kind"].required = False
        self.fields["kind"].widget.descriptions = {
            **self.fields["kind"].widget.descriptions,
            "": _("La personne se présente ; rien n’est encore demandé ou décidé."),
        }
        self.fields["since"].required = False

    def status(self) -> StatusFacts | None:
        """The status to begin with, if there is one."""
        return self.status_facts() if self.cleaned_data["kind"] else None

    @property
    def more_told(self) -> bool:
        """Whether something was said, or is wrong, in the part of the page that is folded."""
        folded = ("is_student", "is_homeless", "works_part_time", "previous_right_ended_on")
        return any(self.data.get(name) or name in self.errors for name in folded)

    def clean(self) -> dict[str, Any]:
        """A status has a first day."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") and not data.get("since") and "since" not in self.errors:
            self.add_error("since", self.fields["since"].error_messages["required"])
        return data


class EndForm(forms.Form):
    """The last day of something."""

    until = DateField(label=_("Dernier jour"), error_messages={"required": _("Écrivez le dernier jour.")})


class ReviewForm(forms.Form):
    """An exemption looked at again and kept."""

    explanation = forms.CharField(
        label=_("Motivation"),
        help_text=_("Pourquoi un PIIS n’est pas possible pour le moment. Au moins 10 caractères."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Écrivez la motivation.")},
    )
    review_on = DateField(
        label=_("À revoir le"),
        help_text=_("Jalon vous le rappellera."),
        error_messages={"required": _("Écrivez quand la dispense sera revue.")},
    )


class ExemptionForm(ReviewForm):
    """An exemption from the PIIS."""

    reason = forms.ChoiceField(
        label=_("Motif"),
        choices=ExemptionReason,
        widget=RadioCards(
            descriptions={
                ExemptionReason.HEALTH: _("La santé ne permet pas de projet pour le moment."),
                ExemptionReason.EQUITY: _("D’autres raisons rendent un projet déraisonnable pour le moment."),
            }
        ),
        error_messages={"required": _("Choisissez le motif.")},
    )
    since = DateField(label=_("Depuis le"), error_messages={"required": _("Écrivez depuis quel jour.")})

    field_order = ("reason", "explanation", "since", "review_on")
