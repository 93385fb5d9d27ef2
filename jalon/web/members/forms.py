"""Forms about members, teams, absences and the centre itself."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language, Role, Way
from jalon.domain.accounts.models import Membership, Team
from jalon.domain.accounts.permissions import gives_role
from jalon.domain.centres.appearance import LOGO_BYTES
from jalon.domain.centres.courts import LABOUR_COURTS
from jalon.domain.centres.models import CentreSettings
from jalon.web.ui.forms import DateField, RadioCards

ROLES = {
    Role.WORKER: _("Accompagne des personnes : bilans, projets, évaluations."),
    Role.COORDINATOR: _("En plus : répartit les dossiers, invite les assistants sociaux."),
    Role.PRESIDENT: _("Signe au nom du centre et enregistre les décisions du Conseil."),
    Role.SECRETARY: _("Signe aussi ; gère les membres, leurs rôles et les réglages du centre."),
}


def _teams(form: forms.Form) -> None:
    field: Any = form.fields["team"]
    field.queryset = Team.objects.order_by("name")


def _roles(form: forms.Form, actor: Membership) -> None:
    field: Any = form.fields["role"]
    field.choices = [(role.value, role.label) for role in Role if gives_role(actor, role)]
    field.widget.descriptions = ROLES


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    email = forms.EmailField(
        label=_("Adresse e-mail professionnelle"),
        required=False,
        help_text=_("Le lien y part tout de suite. Sans adresse, vous imprimerez un code."),
    )
    role = forms.ChoiceField(label=_("Rôle"), widget=RadioCards)
    team = forms.ModelChoiceField(None, label=_("Équipe"), required=False, empty_label=_("Aucune"))

    def __init__(self, *args: Any, actor: Membership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _roles(self, actor)
        _teams(self)


class MemberForm(forms.Form):
    """Name, role and team of a member."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    role = forms.ChoiceField(label=_("Rôle"), widget=RadioCards)
    team = forms.ModelChoiceField(None, label=_("Équipe"), required=False, empty_label=_("Aucune"))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Membership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _roles(self, actor)
        _teams(self)


class EndForm(forms.Form):
    """The last day."""

    until = DateField(label=_("Dernier jour de travail"))


class ConfirmForm(forms.Form):
    """Nothing but the button."""


WAYS = {
    Way.MAIL: _("Le lien part à l’adresse de la personne, et à personne d’autre."),
    Way.PAPER: _(
        "Vous imprimez un code et le remettez en main propre : la boîte aux lettres est peut-être perdue aussi."
    ),
}


class ResetForm(forms.Form):
    """How the code reaches its person."""

    way = forms.ChoiceField(label=_("Comment la personne reçoit-elle son code ?"), widget=RadioCards(descriptions=WAYS))

    def __init__(self, *args: Any, has_mail: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        ways = [Way.MAIL, Way.PAPER] if has_mail else [Way.PAPER]
        field: Any = self.fields["way"]
        field.choices = [(way.value, way.label) for way in ways]
        field.initial = ways[0]


class ReadingForm(forms.Form):
    """Which reading of a rule the centre follows."""

    reading = forms.ChoiceField(label=_("Lecture suivie par votre centre"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, readings: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reading"]
        field.choices = readings


class TeamForm(forms.Form):
    """The name of a team."""

    name = forms.CharField(label=_("Nom de l’équipe"), max_length=120)


class AbsenceForm(forms.Form):
    """Who is away, until when, and who answers for their files meanwhile."""

    absent = forms.ModelChoiceField(None, label=_("Qui s’absente ?"), empty_label=None)
    deputy = forms.ModelChoiceField(None, label=_("Qui répond de ses dossiers ?"), empty_label=_("Choisir"))
    since = DateField(label=_("Premier jour d’absence"))
    until = DateField(label=_("Dernier jour d’absence"))

    def __init__(self, *args: Any, actor: Membership, others: bool, on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        working = Membership.objects.working(on).order_by("name")
        social = working.filter(role__in=[Role.WORKER, Role.COORDINATOR])
        absent: Any = self.fields["absent"]
        absent.queryset = social if others else working.filter(pk=actor.pk)
        deputy: Any = self.fields["deputy"]
        deputy.queryset = social


class SettingsForm(forms.Form):
    """How the centre presents itself on its letters and contracts."""

    language = forms.ChoiceField(
        label=_("Langue du centre"),
        choices=[choice for choice in Language.choices if choice[0] != Language.EN],
        help_text=_("Celle de ses lettres, quand la personne n’en a pas choisi d’autre."),
    )
    address = forms.CharField(
        label=_("Adresse"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=500
    )
    phone = forms.CharField(label=_("Téléphone"), required=False, max_length=40)
    appeal_court = forms.CharField(
        label=_("Tribunal du travail compétent"),
        required=False,
        max_length=200,
        help_text=_("Nommé sous chaque décision, là où il est dit comment la contester."),
        widget=forms.TextInput(attrs={"list": "courts"}),
    )
    colour = forms.CharField(
        label=_("Couleur des documents"), max_length=7, widget=forms.TextInput(attrs={"type": "color"})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    courts = LABOUR_COURTS

    @staticmethod
    def facts(settings: CentreSettings) -> dict[str, Any]:
        """What the form begins with."""
        names = ("language", "address", "phone", "appeal_court", "colour", "revision")
        return {name: getattr(settings, name) for name in names}


class LogoForm(forms.Form):
    """A picture; looked at by its content in `domain.centres.appearance`."""

    logo = forms.FileField(
        label=_("Nouveau logo"),
        help_text=_("PNG, JPEG ou WebP, 2 Mo au plus. Un fond transparent rend mieux."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> bytes:
        """Its bytes, one too many at most: the domain says what is wrong with them."""
        return self.cleaned_data["logo"].read(LOGO_BYTES + 1)
