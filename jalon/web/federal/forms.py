"""Forms about federal members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import FederalRole, Way
from jalon.web.ui.forms import RadioCards

ROLES = {
    FederalRole.OFFICER: _("Lit les chiffres nationaux et les publie."),
    FederalRole.CABINET: _("Lit les chiffres publiés."),
    FederalRole.MANAGER: _("Donne et retire les accès fédéraux ; lit les chiffres, n’en publie pas."),
}
WAYS = {
    Way.MAIL: _("Le lien part à l’adresse de la personne, et à personne d’autre."),
    Way.PAPER: _(
        "Vous imprimez un code et le remettez en main propre : la boîte aux lettres est peut-être perdue aussi."
    ),
}


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    email = forms.EmailField(
        label=_("Adresse e-mail professionnelle"), help_text=_("Le lien y part tout de suite et vaut quatorze jours.")
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=FederalRole.choices, widget=RadioCards(descriptions=ROLES))


class ResetForm(forms.Form):
    """How the code reaches its person."""

    way = forms.ChoiceField(
        label=_("Comment la personne reçoit-elle son code ?"),
        choices=[(way.value, way.label) for way in (Way.MAIL, Way.PAPER)],
        widget=RadioCards(descriptions=WAYS),
        initial=Way.MAIL,
    )


class ConfirmForm(forms.Form):
    """Nothing but the button."""

    def show(self, refusal: Any) -> None:
        """A refusal of the domain, at the top."""
        self.add_error(None, str(refusal))
