"""States and acts of a convention, each state with one label for the centre and one for the administration."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a convention stands, as the administration says it."""

    INVITED = "invited", _("invitée, pas commencée")
    DRAFT = "draft", _("en préparation au centre")
    SENT = "sent", _("à examiner")
    BACK = "back", _("rendue au centre")
    ADVISED = "advised", _("avisée, attend le ministre")
    DECIDED = "decided", _("acceptée, attend le centre")
    CENTRE_SIGNED = "centre_signed", _("signée par le centre, attend le ministre")
    IN_FORCE = "in_force", _("en vigueur")
    REFUSED = "refused", _("refusée")
    WITHDRAWN = "withdrawn", _("retirée par le centre")


# The same, as the centre reads it: it is not told what the administration advises before the minister decides.
AT_THE_CENTRE: dict[str, str | Promise] = {
    State.INVITED: _("à commencer"),
    State.DRAFT: _("à compléter et envoyer"),
    State.SENT: _("envoyée, en examen"),
    State.BACK: _("à revoir"),
    State.ADVISED: _("envoyée, en examen"),
    State.DECIDED: _("à signer"),
    State.CENTRE_SIGNED: _("signée, attend le ministre"),
    State.IN_FORCE: _("en vigueur"),
    State.REFUSED: _("refusée"),
    State.WITHDRAWN: pgettext_lazy("convention, au centre", "retirée"),
}
# The kind of the badge of each.
KINDS = {
    State.INVITED: "neutral",
    State.DRAFT: "draft",
    State.SENT: "waiting",
    State.BACK: "warn",
    State.ADVISED: "waiting",
    State.DECIDED: "active",
    State.CENTRE_SIGNED: "waiting",
    State.IN_FORCE: "ok",
    State.REFUSED: "stopped",
    State.WITHDRAWN: "stopped",
}
WITH_CENTRE = (State.INVITED, State.DRAFT, State.BACK)  # the centre writes


class Act(models.TextChoices):
    """What may be done to a convention."""

    BEGIN = "begin", _("commencer")
    SEND = "send", _("envoyer")
    WITHDRAW = "withdraw", _("retirer")
    EXTEND = "extend", _("prolonger le délai")
    SEND_BACK = "send_back", _("rendre au centre")
    ADVISE = "advise", _("rendre l’avis")
    RETURN_ADVICE = "return_advice", _("redemander l’avis")
    APPROVE = "approve", _("accepter")
    REFUSE = "refuse", pgettext_lazy("convention", "refuser")
    SIGN = "sign", pgettext_lazy("convention", "signer")
    SIGN_LAST = "sign_last", _("signer en dernier")
    SIGN_MINISTER = "sign_minister", _("signer pour le ministre")
    RECALL = "recall", _("reprendre la décision")
    REOPEN = "reopen", _("rouvrir")


class Capacity(models.TextChoices):
    """In what quality somebody signs."""

    PRESIDENT = "president", _("président")
    SECRETARY = "secretary", _("directeur général")
    MINISTER = "minister", _("ministre")


class Told(models.TextChoices):
    """What the administration told a centre."""

    INVITED = "invited", _("Invitation envoyée")
    EXTENDED = "extended", _("Délai prolongé")
    SENT_BACK = "sent_back", _("Rendue avec des remarques")
    APPROVED = "approved", _("Acceptée par le ministre")
    REFUSED = "refused", _("Refusée par le ministre")
    RECALLED = "recalled", _("Décision reprise, à revoir")
    REOPENED = "reopened", _("Rouverte")
    SIGNED = "signed", _("Signée par le ministre")


class Noted(models.TextChoices):
    """What the administration wrote for itself."""

    ANALYSED = "analysed", _("Analyse gardée")
    FAVOURABLE = "favourable", _("Avis favorable au ministre")
    UNFAVOURABLE = "unfavourable", _("Avis défavorable au ministre")
    RETURNED = "returned", _("Nouvel avis demandé")


class Check(models.TextChoices):
    """What an officer looks at before advising (seeds of 2 April and 8 December 2015)."""

    CONCRETE = "concrete", _("Les actions sont concrètes : pas de déclaration d’intention.")
    COLLECTIVE = "collective", _("Les actions collectives sont nommées, et le type d’actions individuelles.")
    SOCIAL = "social", _("Il s’agit d’activation sociale, pas seulement professionnelle.")
    PIIS = "piis", _("Les objectifs sont liés aux PIIS.")
    FIGURES = "figures", _("Les nombres se tiennent, ou leur différence s’explique.")
