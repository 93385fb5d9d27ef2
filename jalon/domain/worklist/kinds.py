"""The kinds of things that wait. Each row of the list has one kind, hence one next act."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What waits, said as the act to do next."""

    CONCLUDE = "conclude", _("Préparer le PIIS")
    HAND_OVER = "hand_over", _("Terminer et remettre le texte")
    SIGN = "sign", _("Faire signer")
    AMENDMENT = "amendment", _("Avenant à signer, ou qui prend effet")
    DECIDE = "decide", _("Décision du Conseil")
    APPOINTMENT = "appointment", _("Évaluation fixée")
    EVALUATE = "evaluate", _("Faire le point")
    PROMISE = "promise", _("Engagement du centre")
    RENEW = "renew", _("Le projet arrive à son terme")
    CLOSE = "close", _("Dire comment le projet s’est terminé")
    EXEMPTION = "exemption", _("Revoir la dispense")
    INTERVIEW = "interview", _("Entretien demandé par la personne")
    HEARING = "hearing", _("La personne demande à être entendue")
    CHANGE = "change", _("Changement demandé par la personne")
    CARD = "card", _("Nouvelle carte demandée à l’entrée")
    SANCTION = "sanction", _("Proposition de sanction devant le Conseil")
    NOTIFY = "notify", _("Notifier la décision")
    WORKER = "worker", _("Donner un travailleur au dossier")
