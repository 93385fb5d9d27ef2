"""The ways to break a figure down: each axis with its keys, in the order of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jalon.domain.accounts.enums import Language
from jalon.domain.people.enums import Sex
from jalon.domain.piis.enums import Cause, EndReason, Kind, Outcome
from jalon.domain.sanctions.enums import Reprieve, Scope

Text = str | Promise


@dataclass(frozen=True)
class Axis:
    """A way to break a figure down. `keys` are in the order of the tables; each unit falls under exactly one.

    `national`: whether centres submit it. Causes stay home: they add up to parts of the states, an equation more.
    """

    code: str
    label: Text
    keys: Mapping[str, Text]
    national: bool = True


KIND = Axis("kind", _("Sorte"), dict(Kind.choices))
AGE = Axis(
    "age",
    _("Âge"),
    {
        "0_17": _("moins de 18 ans"),
        "18_24": _("18 à 24 ans"),
        "25_34": _("25 à 34 ans"),
        "35_44": _("35 à 44 ans"),
        "45_54": _("45 à 54 ans"),
        "55_64": _("55 à 64 ans"),
        "65_up": _("65 ans et plus"),
        "unknown": _("âge inconnu"),
    },
)
SEX = Axis("sex", _("Sexe"), dict(Sex.choices))
LANGUAGE = Axis("language", _("Langue de la personne"), dict(Language.choices))
CATEGORY = Axis(
    "category",
    _("Catégorie"),
    {
        "dis1": _("1 – cohabitant"),
        "dis2": _("2 – isolé"),
        "dis3": _("3 – charge de famille"),
        "equivalent": _("aide équivalente"),
        "none": _("sans droit ni aide équivalente"),
    },
)
COMMUNITY = Axis("community", _("Service communautaire"), {"yes": _("avec"), "no": _("sans")})
WAY = Axis(
    "state",
    _("État"),
    {
        "draft": _("en préparation"),
        "handed": _("remis, à signer"),
        "signed": _("signé, attend le Conseil"),
        "not_begun": _("approuvé, pas encore commencé"),
        "expired": _("terme passé, fin à enregistrer"),
        "ended": _("terminé pendant la période"),
        "refused": _("refusé pendant la période"),
        "withdrawn": _("abandonné pendant la période"),
    },
)
COVER = Axis(
    "cover",
    _("Âge et projet"),
    {
        "young_with": _("moins de 25 ans, avec un PIIS"),
        "young_within": _("moins de 25 ans, sans PIIS, encore dans le délai"),
        "young_passed": _("moins de 25 ans, sans PIIS, délai dépassé"),
        "young_unknown": _("moins de 25 ans, sans PIIS, délai inconnu"),
        "others_with": _("autres, avec un PIIS"),
        "others_within": _("autres, sans PIIS, encore dans le délai"),
        "others_passed": _("autres, sans PIIS, délai dépassé"),
        "others_unknown": _("autres, sans PIIS, délai inconnu"),
    },
)
TIMING = Axis(
    "timing",
    _("Délai"),
    {"in_time": _("dans le délai"), "late": _("après le délai"), "no_term": _("sans délai légal")},
)
MANNER = Axis(
    "manner",
    _("Comment"),
    {
        "in_person": _("faite, en personne"),
        "otherwise": _("faite, autrement"),
        "missed_person": _("la personne n’est pas venue"),
        "missed_organiser": _("le centre ou l’organisateur a annulé"),
        "missed_force_majeure": _("force majeure"),
    },
)
DONE = Axis(
    "done",
    _("Évaluations tenues"),
    {
        "enough": _("assez, et assez en personne"),
        "too_few_in_person": _("assez, mais trop peu en personne"),
        "too_few": _("trop peu"),
    },
)
SCOPE = Axis("scope", _("Étendue"), dict(Scope.choices))
MONTHS = Axis("months", _("Durée"), {"m1": _("1 mois"), "m2": _("2 mois"), "m3": _("3 mois")})
REPRIEVE = Axis("reprieve", _("Sursis"), dict(Reprieve.choices))
FATE = Axis("fate", pgettext_lazy("sanction", "Depuis"), {"stands": _("maintenue"), "lifted": _("levée")})
OUTCOME = Axis("outcome", _("Résultat"), dict(Outcome.choices))
REASON = Axis("reason", _("Raison de la fin"), dict(EndReason.choices))
COMMITMENT = Axis(
    "state",
    _("Ce que c’est devenu"),
    {
        "kept": pgettext_lazy("engagement", "tenu"),
        "partly": pgettext_lazy("engagement", "tenu en partie"),
        "not_kept": pgettext_lazy("engagement", "pas tenu"),
        "open": pgettext_lazy("engagement", "échu, encore attendu"),
        "dropped": pgettext_lazy("engagement", "n’est plus utile"),
    },
)
CAUSE = Axis(
    "cause",
    _("À cause de"),
    {**dict(Cause.choices), "unsaid": _("pas dit"), "none": _("sans objet")},
    national=False,
)
