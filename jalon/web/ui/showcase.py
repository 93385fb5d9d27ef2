"""Invented material for the page that shows every component (``/design/``): no person, no centre, no query."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.web.ui.forms import DateField, Level, RadioCards, RatingField, SignatureField
from jalon.web.ui.tables import Column, Table

HOUSING = [
    Level(1, _("Sans logement"), _("Dort dehors, en accueil de nuit ou chez des proches, sans savoir jusqu’à quand.")),
    Level(2, _("Provisoire"), _("A un toit pour quelques semaines : maison d’accueil, logement de transit.")),
    Level(3, _("Fragile"), _("A un bail, mais un préavis, des arriérés ou un logement malsain.")),
    Level(4, _("Stable"), _("A un bail en ordre ; le loyer pèse encore lourd.")),
    Level(5, _("Assuré"), _("Logement sain, à un prix tenable, sans échéance proche.")),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    first_name = forms.CharField(label=_("Prénom"), max_length=80)
    street = forms.CharField(
        label=_("Rue et numéro"), required=False, help_text=_("Celle où la personne vit vraiment.")
    )
    words = forms.CharField(
        label=_("Avec vos mots, que voulez-vous atteindre ?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    met_on = DateField(label=_("Date de l’entretien"), help_text=_("Jour, mois, année."))
    language = forms.ChoiceField(
        label=_("Langue"), choices=[("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch")]
    )
    kind = forms.ChoiceField(
        label=_("Quel projet ?"),
        choices=[
            ("general", _("Projet général")),
            ("study", _("Études de plein exercice")),
            ("training", _("Formation")),
        ],
        widget=RadioCards(
            descriptions={
                "general": _("Des pas vers l’autonomie, choisis ensemble."),
                "study": _("Le projet dure autant que les études."),
                "training": _("Il mène à un métier, avec un organisme."),
            }
        ),
    )
    present = forms.MultipleChoiceField(
        label=_("Qui était là ?"),
        choices=[("person", _("La personne")), ("partner", _("Son partenaire")), ("interpreter", _("Un interprète"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    housing = RatingField(label=_("Logement"), levels=HOUSING, help_text=_("Ce que la personne en dit elle-même."))
    housing_short = RatingField(label=_("Logement, selon vous"), levels=HOUSING)
    agreed = forms.BooleanField(
        label=_("La personne a relu ce texte avec moi."), help_text=_("À cocher en sa présence.")
    )
    signature = SignatureField(label=_("Signature"))


class MendForm(SampleForm):
    """The same form, sent with mistakes."""

    prefix = "mend"


def mended() -> MendForm:
    """A form after a failed attempt: every text kept, every mistake named."""
    form = MendForm({"mend-met_on": "31/02/2026", "mend-street": "Rue d’Ô 1", "mend-housing": "9"})
    form.full_clean()
    return form


def context(today: date) -> dict:
    """Everything the page shows, around the day ``today``."""
    form = SampleForm(
        initial={
            "words": _("Trouver un logement à moi."),
            "met_on": today,
            "kind": "study",
            "housing": 3,
            "housing_short": 2,
        }
    )
    return {
        "form_sample": form,
        "form_mend": mended(),
        "days": [today + timedelta(n) for n in (-400, -45, -16, -2, -1, 0, 1, 2, 6, 25, 90)],
        "late": today - timedelta(12),
        "soon": today + timedelta(3),
        "later": today + timedelta(40),
        "table": Table(
            caption=_("Projets conclus par trimestre"),
            columns=[
                Column(_("Trimestre"), heading=True),
                Column(_("Conclus"), numeric=True),
                Column(_("À temps"), numeric=True),
            ],
            rows=[("1/2026", "1 204", "81 %"), ("2/2026", "1 377", "84 %"), ("3/2026", "998", "79 %")],
            foot=("", "3 579", "82 %"),
        ),
    }
