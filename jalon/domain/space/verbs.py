"""The journal's verbs about the person's own access and words, in words."""

from django.utils.translation import gettext_lazy as _

from jalon.domain.audit.verbs import Detail, Verb
from jalon.domain.space.enums import Opinion


def _opinion(detail: Detail) -> str:
    return str(Opinion(detail["opinion"]).label) if detail.get("opinion") else ""


VERBS = {
    "access.made": _("Carte d’accès faite pour la personne"),
    "access.renewed": _("Nouveau code pour la carte de la personne"),
    "access.suspended": _("Accès de la personne suspendu"),
    "access.restored": _("Accès de la personne rouvert"),
    "access.ended": _("Accès de la personne terminé"),
    "access.opened": _("La personne a ouvert son accès"),
    "access.password_changed": _("La personne a changé son mot de passe"),
    "access.code_locked": _("Cinq mauvais essais : le code de la carte ne vaut plus"),
    "interview.asked": _("La personne a demandé un entretien"),
    "interview.answered": _("Réponse à la demande d’entretien"),
    "voice.said": Verb(_("La personne s’exprime sur une évaluation"), _opinion),
    "file.access": _("Accès de la personne ouvert"),
    "file.voices": _("Paroles de la personne lues"),
    "file.interview": _("Demande d’entretien lue"),
}
