"""The evaluation: each commitment of every side, what was said, what comes next."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jalon.domain.piis.enums import AbsenceCause, Cause, CommitmentState, Opinion
from jalon.domain.piis.models import Commitment
from jalon.domain.piis.services import CommitmentFinding
from jalon.web.piis.forms.fields import LongText, PlainText
from jalon.web.piis.strokes import drawn
from jalon.web.ui.forms import DateField, RadioCards, SignatureField

WITH_CAUSE = {CommitmentState.NOT_KEPT, CommitmentState.PARTLY}
STATES = [(value, capfirst(label)) for value, label in CommitmentState.choices]
OPINIONS = [(value, capfirst(label)) for value, label in Opinion.choices]


class WithCause(forms.Form):
    """A state, and a cause that goes with what was not kept, and only with that."""

    def clean(self) -> dict[str, Any]:
        """Ask the cause where it is needed; forget one that a changed state left behind."""
        data = super().clean() or self.cleaned_data
        if data.get("state") not in WITH_CAUSE:
            data["cause"] = ""
        if data.get("state") == CommitmentState.NOT_KEPT and not data.get("cause"):
            self.add_error("cause", _("Dites à cause de qui l’engagement n’a pas été tenu."))
        return data


class FindingForm(WithCause):
    """What became of one commitment."""

    state = forms.ChoiceField(label=gettext_lazy("Où en est-on ?"), choices=STATES, widget=forms.RadioSelect)
    cause = forms.ChoiceField(
        label=gettext_lazy("À cause de qui, ou de quoi ?"),
        required=False,
        choices=[("", gettext_lazy("choisir")), *((value, capfirst(label)) for value, label in Cause.choices)],
    )
    comment = PlainText(label=gettext_lazy("En quelques mots"), max_length=4_000)

    def __init__(self, commitment: Commitment, *args: Any, kept: Mapping[str, str] | None = None, **kwargs: Any):
        """`kept`: a draft of the whole page; what it says of this commitment is shown."""
        self.commitment = commitment
        self.untouched = {"state": commitment.state, "cause": commitment.cause}
        prefix = f"c_{commitment.pk.hex}"
        begun = {name.removeprefix(f"{prefix}-"): value for name, value in (kept or {}).items()}
        super().__init__(*args, prefix=prefix, initial={**self.untouched, **begun}, **kwargs)

    def finding(self) -> CommitmentFinding:
        """As the domain takes it."""
        data = self.cleaned_data
        return CommitmentFinding(
            commitment=self.commitment.pk, state=data["state"], cause=data["cause"], comment=data["comment"]
        )


class EvaluationForm(forms.Form):
    """The rest of the evaluation."""

    held_on = DateField(label=gettext_lazy("Le"))
    in_person = forms.BooleanField(label=gettext_lazy("En personne, face à face"), required=False, initial=True)
    place = PlainText(label=gettext_lazy("Lieu"), max_length=200)
    went_well = LongText(label=gettext_lazy("Ce qui va bien"), rows=2)
    is_hard = LongText(label=gettext_lazy("Ce qui est difficile"), rows=2)
    next_steps = LongText(label=pgettext_lazy("évaluation", "La suite"), rows=2)
    bilan_id = forms.ChoiceField(label=gettext_lazy("Bilan social fait à cette occasion"), required=False)
    opinion = forms.ChoiceField(
        label=gettext_lazy("La personne est"),
        required=False,
        choices=[("", capfirst(gettext_lazy("ne s’est pas prononcée"))), *OPINIONS],
        widget=forms.RadioSelect,
    )
    person_comment = LongText(label=gettext_lazy("Ce que la personne en dit, avec ses mots"), rows=2)
    next_on = DateField(label=gettext_lazy("Prochaine évaluation"), required=False)
    signature = SignatureField(label=gettext_lazy("Signature"))
    signature_name = PlainText(label=gettext_lazy("Ou son nom, tapé par elle"), max_length=220)

    untouched: ClassVar[dict[str, Any]] = {"in_person": True}  # how the fields stand before anybody writes

    def __init__(self, *args: Any, bilans: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bilan_id"].choices = [("", _("aucun")), *bilans]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What `services.record_evaluation` takes, besides who and what."""
        data = {**self.cleaned_data}
        path = data.pop("signature")
        data["bilan_id"] = UUID(data["bilan_id"]) if data["bilan_id"] else None
        return {**data, "signature_picture_png": drawn(path) if path else None}


class MissedForm(forms.Form):
    """The short form: it did not take place."""

    missed_on = DateField(label=gettext_lazy("Prévue le"))
    cause = forms.ChoiceField(
        label=gettext_lazy("Pourquoi n’a-t-elle pas eu lieu ?"),
        choices=[(value, capfirst(label)) for value, label in AbsenceCause.choices],
        widget=RadioCards(
            descriptions={
                "person": gettext_lazy("Sans jugement : l’explication est en dessous."),
                "organiser": gettext_lazy("Ne compte jamais contre la personne."),
                "force_majeure": gettext_lazy("Maladie, accident, grève… Ne compte jamais contre la personne."),
            }
        ),
        error_messages={"required": gettext_lazy("Dites pourquoi l’évaluation n’a pas eu lieu.")},
    )
    note = LongText(label=gettext_lazy("Explication"), max_length=4_000, rows=2)
    next_on = DateField(label=gettext_lazy("Nouveau rendez-vous"), required=False)


class ReviewForm(WithCause):
    """One commitment, between two evaluations."""

    state = forms.ChoiceField(label=gettext_lazy("Où en est-on ?"), choices=STATES, widget=RadioCards)
    cause = forms.ChoiceField(
        label=gettext_lazy("S’il n’est pas tenu : à cause de qui, ou de quoi ?"),
        required=False,
        choices=[("", gettext_lazy("choisir")), *((value, capfirst(label)) for value, label in Cause.choices)],
    )
    on = DateField(label=gettext_lazy("Vu le"))
    comment = LongText(label=gettext_lazy("En quelques mots"), max_length=4_000, rows=2)
