"""One form per party that signs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.piis.enums import Method, Side
from jalon.domain.piis.queries import Party
from jalon.web.piis.forms.fields import PlainText
from jalon.web.piis.strokes import drawn
from jalon.web.ui.forms import DateField, SignatureField


class SignForm(forms.Form):
    """A drawn signature, or a name typed and confirmed."""

    drawn = SignatureField(label=gettext_lazy("Signature"))
    name = PlainText(
        label=gettext_lazy("Nom de qui signe"),
        max_length=220,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    capacity = PlainText(label=gettext_lazy("En qualité de"), max_length=120)
    confirmed = forms.BooleanField(
        label=gettext_lazy("Sans tracer : je confirme que le nom tapé vaut signature de ce texte"), required=False
    )

    def __init__(self, party: Party, *args: Any, **kwargs: Any):
        self.party = party
        super().__init__(*args, prefix=self.name_of(party), **kwargs)
        if party.side == Side.PERSON:
            del self.fields["capacity"]

    @staticmethod
    def name_of(party: Party) -> str:
        """person, centre or third_<id>."""
        return f"{party.side}_{party.third_party.pk.hex}" if party.third_party else str(party.side)

    @property
    def is_used(self) -> bool:
        """Whether somebody signed here; the proposed name alone is not a signature."""
        data = self.cleaned_data
        typed = data["name"] and data["name"] != self.get_initial_for_field(self.fields["name"], "name")
        return bool(data["drawn"] or data["confirmed"] or typed)

    def clean(self) -> dict[str, Any]:
        """A name typed without its confirmation is not yet a signature."""
        data = super().clean() or self.cleaned_data
        if not self.errors and self.is_used and not data["drawn"] and not data["confirmed"]:
            self.add_error("confirmed", _("Cochez la confirmation : elle vaut signature. Ou signez dans le cadre."))
        return data

    def signature(self) -> dict[str, Any]:
        """What `services.sign` needs of it."""
        data = self.cleaned_data
        how = {"name": data["name"] or self.party.name, "capacity": data.get("capacity", "")}
        if data["drawn"]:
            return {**how, "method": Method.DRAWN, "picture": drawn(data["drawn"])}
        return {**how, "method": Method.TYPED, "confirmed": True, "name": data["name"]}


HEAVIEST_SCAN = 15 * 2**20  # bytes


class ScanForm(forms.Form):
    """A signed paper. Its kind is read from its bytes, its name is never kept."""

    upload = forms.FileField(
        label=gettext_lazy("Le papier scanné"),
        help_text=gettext_lazy("PDF, JPEG ou PNG, 15 Mo au plus. Le code du papier doit être dessus."),
        error_messages={
            "required": gettext_lazy("Choisissez le fichier du scan."),
            "empty": gettext_lazy("Ce fichier est vide : scannez de nouveau."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
    signed_on = DateField(label=gettext_lazy("Signé le"))
    sides = forms.MultipleChoiceField(
        label=gettext_lazy("Qui a signé ce papier ?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("person", gettext_lazy("La personne")), ("centre", gettext_lazy("Le centre"))],
    )

    def __init__(self, *args: Any, thirds: list[tuple[str, str]] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if thirds:
            self.fields["third_parties"] = forms.MultipleChoiceField(
                label=_("Et parmi les tiers"), required=False, choices=thirds, widget=forms.CheckboxSelectMultiple
            )

    def clean_upload(self) -> Any:
        """Not too heavy to be read at once."""
        upload = self.cleaned_data["upload"]
        if upload.size > HEAVIEST_SCAN:
            raise forms.ValidationError(_("Ce fichier dépasse 15 Mo : scannez en gris, à 200 points par pouce."))
        return upload
