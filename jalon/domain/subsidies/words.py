"""Programmes and shares in the words of the reader, in the language of the moment (French or Dutch)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jalon.domain.core import reader
from jalon.law.sayings import Saying, spoken_cents
from jalon.law.sources import Certainty
from jalon.law.subsidies import say
from jalon.law.subsidies.forms import Role
from jalon.law.subsidies.programme import MomentCode

CERTAINTIES: dict[str, str | Promise] = {
    Certainty.FOUND: _("trouvé dans une source"),
    Certainty.COMPUTED: _("calculé d’après une décision"),
    Certainty.KNOWN_HIGH: _("connu, sans source lue"),
    Certainty.KNOWN_MEDIUM: _("probable, sans source lue"),
    Certainty.KNOWN_LOW: _("supposé, à vérifier"),
}
KINDS = {Certainty.FOUND: "ok", Certainty.COMPUTED: "ok", Certainty.KNOWN_HIGH: "info", Certainty.KNOWN_MEDIUM: "info"}
MOMENTS: dict[str, str | Promise] = {
    MomentCode.PUBLISHED: pgettext_lazy("texte légal", "Arrêté"),
    MomentCode.INSTRUCTIONS: _("Instructions envoyées"),
    MomentCode.ENTRY: _("Conventions introduites, au plus tard"),
    MomentCode.ANALYSIS: _("Analyse et avis"),
    MomentCode.SIGNING: _("Conventions signées, au plus tard"),
    MomentCode.PAYMENT: _("Paiement"),
    MomentCode.REPORT: _("Rapport, au plus tard"),
}

ROLES: dict[str, str | Promise] = {
    Role.CONVENTION: _("Convention"),
    Role.REPORT: _("Rapport annuel"),
    Role.INDICATORS: _("Indicateurs"),
}


def said(one: Saying | Mapping[str, str]) -> str:
    """A title in the language of the moment, kept or not."""
    language = reader.language()
    return one.say(language) if isinstance(one, Saying) else one.get(language) or one["fr"]


def money(cents: int | None) -> str:
    """« 1 234,56 € »; a dash for None."""
    return "–" if cents is None else spoken_cents(cents, reader.law_language())


def sentences(reasons: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Reasons as sentences."""
    return [say((code, params), reader.law_language()) for code, params in reasons]


def certainty(value: str) -> str:
    """How a value was established."""
    return str(CERTAINTIES[Certainty(value)])


def kind(value: str) -> str:
    """The kind of the badge that says it."""
    return KINDS.get(Certainty(value), "warn")
