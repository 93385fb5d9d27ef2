"""The journal's verbs about the person's own access and words, in words."""

from django.utils.translation import gettext_lazy as _

from jalon.domain.audit.verbs import Detail, Verb
from jalon.domain.space.enums import Opinion


def _opinion(detail: Detail) -> str:
    return str(Opinion(detail["opinion"]).label) if detail.get("opinion") else ""


def _ended(detail: Detail) -> str:
    counts = {"keys": detail.get("keys", 0), "identities": detail.get("identities", 0)}
    return str(_("clés : %(keys)s, identités liées : %(identities)s") % counts)


VERBS = {
    "card.asked": _("Nouvelle carte demandée à l’entrée de l’espace"),
    "card.settled": _("Demande d’une nouvelle carte réglée"),
    "change.asked": _("Changement du projet demandé par la personne"),
    "change.answered": _("Réponse à une demande de changement"),
    "hearing.asked": _("La personne demande à être entendue"),
    "hearing.answered": _("Réponse à une demande d’être entendue"),
    "access.made": _("Carte d’accès faite pour la personne"),
    "access.renewed": _("Nouveau code pour la carte de la personne"),
    "access.suspended": _("Accès de la personne suspendu"),
    "access.restored": _("Accès de la personne rouvert"),
    "access.ended": _("Accès de la personne terminé"),
    "access.opened": _("La personne a ouvert son accès"),
    "access.password_changed": _("La personne a changé son mot de passe"),
    "access.key_added": _("La personne a ajouté une clé pour entrer"),
    "access.key_removed": _("La personne a retiré une clé"),
    "access.key_refused": _("Une clé présentée au nom de la personne a été refusée"),
    "access.identity_linked": _("La personne a lié une identité pour entrer"),
    "access.identity_unlinked": _("La personne a retiré une identité liée"),
    "access.keys_ended_with_card": _("Clés et identités liées finies avec la carte"),
    "access.ways_ended_at_desk": Verb(
        _("Clés, identités et pages ouvertes fermées à la demande de la personne"), _ended
    ),
    "access.code_locked": _("Cinq mauvais essais : le code de la carte ne vaut plus"),
    "way.chosen": _("La personne a choisi un code secret pour signer"),
    "way.confirmed": _("Code secret confirmé en présence de la personne"),
    "way.withdrawn": _("Code secret retiré"),
    "way.locked": _("Cinq codes faux : le code secret ne vaut plus"),
    "way.ended_with_card": _("Code secret fini avec la carte"),
    "interview.asked": _("La personne a demandé un entretien"),
    "interview.answered": _("Réponse à la demande d’entretien"),
    "interview.agreed": _("La personne accepte la réponse à sa demande d’entretien"),
    "voice.said": Verb(_("La personne s’exprime sur une évaluation"), _opinion),
    "file.access": _("Accès de la personne ouvert"),
    "file.voices": _("Paroles de la personne lues"),
    "file.interview": _("Demande d’entretien lue"),
}
