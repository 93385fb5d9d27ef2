"""Invented material for the page that shows every component (``/design/``): no person, no centre, no query."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.web.ui.charts import bars
from jalon.web.ui.forms import DateField, Level, RadioCards, RatingField, SignatureField
from jalon.web.ui.icons import PATHS
from jalon.web.ui.parts import Change, Event, Measure
from jalon.web.ui.tables import Column, Table

HOUSING = [
    Level(1, _("Sans logement"), _("Dort dehors, en accueil de nuit ou chez des proches, sans savoir jusqu’à quand.")),
    Level(2, _("Provisoire"), _("A un toit pour quelques semaines : maison d’accueil, logement de transit.")),
    Level(3, _("Fragile"), _("A un bail, mais un préavis, des arriérés ou un logement malsain.")),
    Level(4, _("Stable"), _("A un bail en ordre ; le loyer pèse encore lourd.")),
    Level(5, _("Assuré"), _("Logement sain, à un prix tenable, sans échéance proche.")),
]
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch")]
KINDS = [("general", _("Projet général")), ("study", _("Études de plein exercice")), ("training", _("Formation"))]
KINDS_SAID = {
    "general": _("Des pas vers l’autonomie, choisis ensemble."),
    "study": _("Le projet dure autant que les études."),
    "training": _("Il mène à un métier, avec un organisme."),
}
PRESENT = [("person", _("La personne")), ("partner", _("Son partenaire")), ("interpreter", _("Un interprète"))]
CONTENTS = [
    ("buttons", _("Boutons")),
    ("badges", _("Badges d’état")),
    ("deadlines", _("Échéances")),
    ("dates", _("Dates et chiffres")),
    ("notices", _("Notices")),
    ("law", _("Note de loi")),
    ("steps", _("Étapes d’un projet")),
    ("progress", _("Avancement")),
    ("rows", _("Liste de travail, un acte par ligne")),
    ("empty", _("Liste vide")),
    ("tables", _("Tableau")),
    ("sorting", _("Tableau qui se trie")),
    ("filters", _("Filtres")),
    ("facts", _("Faits")),
    ("tally", _("Comptes par état")),
    ("timeline", _("Fil du temps")),
    ("diff", _("Deux textes comparés")),
    ("comparison", _("Trois moments côte à côte")),
    ("chart", _("Graphique et son tableau")),
    ("form", _("Formulaire")),
    ("errors", _("Formulaire à corriger")),
    ("signature", _("Signature")),
    ("icons", _("Icônes")),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    first_name = forms.CharField(label=_("Prénom"), max_length=80)
    street = forms.CharField(label=_("Rue et numéro"), required=False, help_text=_("Là où la personne vit vraiment."))
    words = forms.CharField(
        label=_("Avec vos mots, que voulez-vous atteindre ?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    met_on = DateField(label=_("Date de l’entretien"), help_text=_("Jour, mois, année."))
    language = forms.ChoiceField(label=_("Langue"), choices=LANGUAGES)
    kind = forms.ChoiceField(label=_("Quel projet ?"), choices=KINDS, widget=RadioCards(descriptions=KINDS_SAID))
    present = forms.MultipleChoiceField(
        label=_("Qui était là ?"), choices=PRESENT, widget=forms.CheckboxSelectMultiple, required=False
    )
    housing = RatingField(label=_("Logement"), levels=HOUSING, help_text=_("Ce que la personne en dit elle-même."))
    housing_short = RatingField(label=_("Logement, selon vous"), levels=HOUSING)
    agreed = forms.BooleanField(label=_("La personne a relu ce texte avec moi."), help_text=_("À cocher avec elle."))
    signature = SignatureField(label=_("Signature"))
    typed_name = forms.CharField(
        label=_("Ou écrivez votre nom en toutes lettres"),
        required=False,
        help_text=_("Le nom écrit vaut signature si vous ne signez pas dans le cadre."),
    )


class FilterForm(forms.Form):
    """Filters of a list."""

    state = forms.ChoiceField(label=_("État"), choices=[("", _("Tous")), ("running", _("En cours"))], required=False)
    since = DateField(label=_("Depuis le"), required=False)


def mended() -> SampleForm:
    """A form after a failed attempt: every text kept, every mistake named."""
    sent = {"mend-met_on": "31/02/2026", "mend-street": "Rue d’Ô 1", "mend-housing": "9", "mend-signature": "x"}
    form = SampleForm(sent, prefix="mend")
    form.full_clean()
    return form


def context(today: date, at: datetime) -> dict:
    """Everything the page shows, around the day ``today`` and the moment ``at``."""
    chosen = {"words": _("Trouver un logement à moi."), "met_on": today, "kind": "study"}
    return {
        "form_sample": SampleForm(initial={**chosen, "housing": 3, "housing_short": 2}),
        "form_mend": mended(),
        "form_filter": FilterForm(),
        "days": [today + timedelta(n) for n in (-400, -45, -16, -2, -1, 0, 1, 2, 6, 25, 90)],
        "late": today - timedelta(12),
        "soon": today + timedelta(3),
        "later": today + timedelta(40),
        "at": at,
        "amount": Decimal("1288.46"),
        "svg": bars([("1/2026", 1204), ("2/2026", 1377), ("3/2026", 998)]),
        "icon_names": sorted(PATHS),
        "contents": CONTENTS,
        **lists(today),
    }


def lists(today: date) -> dict:
    """Rows of every component that shows several."""
    return {
        "work": _work(today),
        "tab_items": [
            ("file", _("Dossier"), "#file"),
            ("bilan", _("Bilan"), "#bilan"),
            ("piis", "PIIS", "#piis", 2),
            ("journal", _("Qui a ouvert ce dossier"), "#journal"),
        ],
        "path": [
            ("draft", _("Brouillon"), _("4 mai")),
            ("handed", _("Remis"), _("6 mai")),
            ("signed", _("Signé"), _("14 mai")),
            ("running", _("En cours"), _("jusqu’au 30 avril")),
            ("ended", _("Terminé")),
        ],
        "fact_pairs": [(_("Demande"), _("4 mai 2026")), (_("Catégorie"), "2"), (_("Partenaire"), "")],
        "events": _events(today),
        **_differences(),
        **_moments(),
        "table": _table(),
    }


def _work(today: date) -> list[dict]:
    rows = [
        (_("Évaluation d’Amélie Dubois"), "PIIS · Jan Peeters", -12, _("En retard"), "bad", _("Évaluer")),
        (_("Projet de Yusuf Şahin"), _("Le délai de réflexion finit"), 3, _("Remis"), "info", _("Signer")),
        (_("Bilan de Łucja Ó Briain"), _("Premier bilan, commencé hier"), 25, _("Brouillon"), "draft", _("Reprendre")),
    ]
    return [
        {"title": title, "meta": meta, "due": today + timedelta(days), "status": status, "kind": kind, "act": act}
        for title, meta, days, status, kind, act in rows
    ]


def _events(today: date) -> list[Event]:
    signed, missed = today - timedelta(40), today - timedelta(51)
    return [
        Event(today, _("Évaluation prévue"), kind="neutral"),
        Event(signed, _("Projet signé"), _("Par les trois parties."), "Jan Peeters", "#piis", "ok"),
        Event(missed, _("Entretien manqué"), _("Cause : le centre (salle fermée)."), kind="bad"),
    ]


def _differences() -> dict:
    return {
        "old": _("Suivre un cours de néerlandais deux soirs par semaine dès septembre."),
        "new": _("Suivre un cours de néerlandais trois matins par semaine dès octobre."),
        "change_items": [
            Change(_("Amélie"), _("Chercher un logement à Liège."), _("Chercher un logement à Seraing.")),
            Change(_("Le centre"), None, _("Avancer la garantie locative.")),
            Change(_("Tiers"), _("Stage de trois semaines."), None),
            Change(_("Amélie"), _("Venir aux rendez-vous."), _("Venir aux rendez-vous.")),
        ],
    }


def _moments() -> dict:
    fragile = Measure(3, _("Fragile"))
    return {
        "moments": [_("4 mai 2026"), _("2 septembre 2026"), _("Aujourd’hui")],
        "ratings": [
            (_("Logement"), [Measure(2, _("Provisoire")), fragile, Measure(4, _("Stable"))]),
            (_("Santé"), [Measure(4, _("Bonne")), fragile, fragile]),
            (_("Réseau"), [None, Measure(2, _("Seule")), None]),
            (_("Ses mots"), [_("« Je dors mal. »"), _("« Je dors mal. »"), _("« Ça va mieux. »")]),
        ],
    }


def _table() -> Table:
    return Table(
        caption=_("Projets conclus par trimestre"),
        columns=[
            Column(_("Trimestre"), heading=True),
            Column(_("Conclus"), numeric=True),
            Column(_("À temps"), numeric=True),
        ],
        rows=[
            ("1/2026", "1\u202f204", "81\u202f%"),
            ("2/2026", "1\u202f377", "84\u202f%"),
            ("3/2026", "998", "79\u202f%"),
        ],
        foot=(_("Total"), "3\u202f579", "82\u202f%"),
    )
