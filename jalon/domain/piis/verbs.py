"""The journal's verbs about projects, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb
from jalon.domain.piis.enums import Method, Side


def _numbered(detail: Detail) -> str:
    return _("n° %(number)s") % {"number": detail["number"]}


def _annex(detail: Detail) -> str:
    return _("avenant") if detail.get("amendment") else ""


def _signed(detail: Detail) -> str:
    said = f"{Side(detail['side']).label}, {Method(detail['method']).label}"
    return f"{said} ({_('avenant')})" if detail.get("amendment") else said


VERBS = {
    "piis.prepare": gettext_lazy("PIIS commencé"),
    "piis.written": gettext_lazy("Texte du PIIS modifié"),
    "piis.hand_over": Verb(gettext_lazy("Texte remis"), _annex),
    "piis.take_back": Verb(gettext_lazy("Texte repris"), _annex),
    "piis.sign": Verb(gettext_lazy("Texte signé"), _signed),
    "piis.sign_last": Verb(gettext_lazy("Texte signé par tous"), _signed),
    "piis.withdraw": Verb(gettext_lazy("Projet ou avenant abandonné"), _annex),
    "piis.approve": gettext_lazy("PIIS approuvé par le Conseil"),
    "piis.refuse": gettext_lazy("PIIS refusé par le Conseil"),
    "piis.send_back": gettext_lazy("PIIS renvoyé par le Conseil"),
    "piis.evaluate": Verb(gettext_lazy("Évaluation enregistrée"), _numbered),
    "piis.evaluation_written": gettext_lazy("Évaluation en cours d’écriture"),
    "piis.evaluation_forgotten": gettext_lazy("Brouillon d’évaluation jeté"),
    "piis.evaluation_planned": Verb(gettext_lazy("Évaluation planifiée"), _numbered),
    "piis.evaluation_cancelled": Verb(gettext_lazy("Rendez-vous d’évaluation annulé"), _numbered),
    "piis.commitment_reviewed": gettext_lazy("État d’un engagement noté"),
    "piis.amend": Verb(gettext_lazy("Avenant commencé"), _numbered),
    "piis.amendment_written": gettext_lazy("Texte d’un avenant modifié"),
    "piis.extend": Verb(gettext_lazy("Prolongation commencée"), _numbered),
    "piis.end": gettext_lazy("PIIS terminé"),
    "piis.resume": gettext_lazy("PIIS repris après un travail"),
    "piis.effect": gettext_lazy("Avenant entré en vigueur"),
    "piis.mandate_given": gettext_lazy("Délégation de signature donnée"),
    "piis.mandate_ended": gettext_lazy("Délégation de signature retirée"),
    "piis.evidence_made": gettext_lazy("Dossier de preuves préparé"),
    "piis.library_saved": gettext_lazy("Bibliothèque complétée"),
    "piis.library_removed": gettext_lazy("Élément de la bibliothèque retiré"),
    "piis.library_hidden": gettext_lazy("Élément de la bibliothèque caché"),
    "piis.library_shown": gettext_lazy("Élément de la bibliothèque montré"),
}
