"""Forms of social activation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.activation.enums import ActionState, Activity, Counts, Presence, Result
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.services import ModuleFacts, Plan
from jalon.domain.activation.services.classifying import Said
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import Bilan
from jalon.domain.instruments.queries import usable_instruments
from jalon.domain.people.models import Person
from jalon.domain.piis.models import Piis
from jalon.web.ui.forms import DateField
from jalon.web.ui.people import long_day

CHECK_IN = "check_in"  # a look in passing says no direction of a trajectory
YES_NO = [("unknown", _("On ne sait pas")), ("true", _("Oui")), ("false", _("Non"))]


def _area(label: Any, help_text: Any = "", rows: int = 4, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=area, max_length=8000)


def _asked(label: Any, help_text: Any = "") -> forms.NullBooleanField:
    select = forms.Select(choices=YES_NO)
    return forms.NullBooleanField(label=label, help_text=help_text, required=False, widget=select)


class SaidFields(forms.Form):
    """What the list of social activation asks."""

    activity = forms.ChoiceField(label=_("De quoi s’agit-il ?"), choices=[("", "–"), *Activity.choices])
    trade = _asked(_("Cela prépare-t-il à un métier précis ?"))
    before_job = _asked(_("Est-ce juste avant une mise à l’emploi ?"), _("Par exemple avant un contrat article 60."))
    unready = _asked(
        _("Est-ce pour des personnes qui ne sont pas prêtes à une trajectoire professionnelle ?"),
        _("La liste le demande pour les stages."),
    )

    def said(self) -> Said:
        """For the services."""
        told = self.cleaned_data
        return Said(
            activity=Activity(told["activity"]),
            trade=told["trade"],
            before_job=told["before_job"],
            unready=told["unready"],
        )


class ModuleForm(SaidFields):
    """A module of the centre."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    organiser = forms.CharField(label=_("Organisé par"), max_length=120, required=False)
    starts_on = DateField(label=_("Du"))
    ends_on = DateField(label=_("Au"), required=False)
    about = _area(_("Ce qu’on y fait"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def facts(self) -> ModuleFacts:
        """For the services."""
        told = self.cleaned_data
        names = ("name", "organiser", "starts_on", "ends_on", "about")
        return ModuleFacts(**{name: told[name] for name in names}, said=self.said())


class ActionForm(SaidFields):
    """An action of one person."""

    field_order = ("text", "due_on", "activity", "trade", "before_job", "unready")
    text = forms.CharField(label=_("Que va faire la personne ?"), max_length=300)
    due_on = DateField(label=_("Pour le"), required=False)


class DecideForm(forms.Form):
    """A person says what it counts as."""

    counts = forms.ChoiceField(
        label=_("Cela compte comme"),
        choices=[choice for choice in Counts.choices if choice[0] != Counts.TO_DECIDE],
        widget=forms.RadioSelect,
    )
    reason = _area(_("Pourquoi ?"), _("Une phrase ; elle reste avec la décision."), 3, required=True)


class PlanForm(forms.Form):
    """A trajectory as it is written. Bilans, projects and instruments offered are this person's and this centre's."""

    starts_on = DateField(label=_("Du"))
    until = DateField(label=_("Jusqu’au, au plus tard"), help_text=_("Un an au plus après le début."))
    bilan = forms.ModelChoiceField(None, label=_("Bilan social de départ"), required=False)
    piis = forms.ModelChoiceField(
        None,
        label=_("PIIS qui encadre la trajectoire"),
        required=False,
        help_text=_("Une trajectoire peut aussi aller sans PIIS ; la convention compte celles qui en ont un."),
    )
    aims = _area(_("Ce que la personne veut"), _("Dans ses mots."), 3)
    plan = _area(_("Le plan d’accompagnement"), _("Les étapes et les actions, selon ses besoins et ses buts."), 6)
    measured_by = forms.ChoiceField(
        label=_("Instrument qui dit le chemin fait"),
        help_text=_("On mesure au début et à la fin avec le même. Le bilan social mesure déjà."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, person: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        bilan, piis = self.fields["bilan"], self.fields["piis"]
        bilan.queryset = Bilan.objects.standing().of(person.pk).reverse()  # type: ignore[attr-defined]
        bilan.label_from_instance = lambda one: long_day(one.held_on)  # type: ignore[attr-defined]
        bilan.empty_label = _("Pas encore de bilan")  # type: ignore[attr-defined]
        piis.queryset = Piis.objects.filter(person=person).order_by("-number")  # type: ignore[attr-defined]
        piis.label_from_instance = lambda one: f"{one} ({one.get_state_display()})"  # type: ignore[attr-defined]
        piis.empty_label = _("Sans PIIS")  # type: ignore[attr-defined]
        self.fields["measured_by"].choices = instruments()  # type: ignore[attr-defined]

    def told(self) -> Plan:
        """For the services."""
        return Plan(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


def instruments() -> list[tuple[str, str]]:
    """What a trajectory may be measured by: the instruments in use here, the bilan first."""
    found = {one.code: str(one.name) for one in usable_instruments() if one.code != CHECK_IN}
    return [("bilan", str(_("Bilan social"))), *sorted(item for item in found.items() if item[0] != "bilan")]


def initial_of(trajectory: Trajectory) -> dict[str, Any]:
    """What the plan's form begins with."""
    names = ("starts_on", "until", "aims", "plan", "measured_by")
    values = {name: getattr(trajectory, name) for name in names}
    return {**values, "bilan": trajectory.bilan_id, "piis": trajectory.piis_id, "version": trajectory.revision}


class ConcludeForm(forms.Form):
    """Where it led. Nothing is chosen beforehand but what was recorded proposes."""

    ended_on = DateField(label=_("Dernier jour"))
    result = forms.ChoiceField(
        label=_("La trajectoire a mené à"),
        choices=[*Result.choices, ("none", _("aucun de ces quatre résultats, pour le moment"))],
        widget=forms.RadioSelect,
    )
    reason = _area(_("Pourquoi ?"), _("Demandé quand ce n’est pas le résultat proposé."), 3)

    def chosen(self) -> Result | None:
        """The result, or none of them."""
        told = self.cleaned_data["result"]
        return None if told == "none" else Result(told)


class ReasonForm(forms.Form):
    """Why."""

    reason = _area(_("Pourquoi ?"), rows=3, required=True)


class JoinForm(forms.Form):
    """A module and the day one joins it."""

    module = forms.UUIDField(label=_("Module"), widget=forms.Select)
    joined_on = DateField(label=_("À partir du"))

    def __init__(self, *args: Any, modules: list[tuple[Any, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["module"].widget.choices = [("", "–"), *modules]  # type: ignore[attr-defined]


class AttendForm(forms.Form):
    """How somebody took part."""

    presence = forms.ChoiceField(label=_("Participation"), choices=Presence, widget=forms.RadioSelect)
    left_on = DateField(label=_("Jusqu’au"), required=False)
    note = forms.CharField(label=_("Remarque"), max_length=300, required=False)


class SettleForm(forms.Form):
    """What became of an action."""

    state = forms.ChoiceField(choices=ActionState)


class CohortForm(forms.Form):
    """Which trajectories, seen until when and by whom."""

    first = DateField(label=_("Du"))
    last = DateField(label=_("Au"))
    rater = forms.ChoiceField(
        label=_("Selon"),
        choices=[(Rater.WORKER, _("le service social")), (Rater.PERSON, _("la personne"))],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Two days in order."""
        told = super().clean() or self.cleaned_data
        if told.get("first") and told.get("last") and told["last"] < told["first"]:
            self.add_error("last", _("La fin de la période vient avant son début."))
        return told


class PurposeForm(forms.Form):
    """Why the council wants to see the files behind a number."""

    purpose = forms.CharField(label=_("Pourquoi voulez-vous voir ces dossiers"), min_length=5, max_length=500)
