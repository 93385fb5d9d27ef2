"""States and acts of a report, each state with one label for the centre and one for the administration."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a report stands, as the administration says it."""

    OPEN = "open", pgettext_lazy("rapport", "en préparation au centre")
    READY = "ready", _("signé par un, attend l’autre")
    SENT = "sent", pgettext_lazy("rapport", "à examiner")
    BACK = "back", pgettext_lazy("rapport", "rendu au centre")
    ADVISED = "advised", pgettext_lazy("rapport", "avisé, attend le ministre")
    APPROVED = "approved", pgettext_lazy("rapport", "approuvé")


# The same, as the centre reads it: it is not told what the administration advises before the minister decides.
AT_THE_CENTRE: dict[str, str | Promise] = {
    State.OPEN: _("à compléter et signer"),
    State.READY: _("une signature manque"),
    State.SENT: pgettext_lazy("rapport", "envoyé, en examen"),
    State.BACK: pgettext_lazy("rapport", "à revoir"),
    State.ADVISED: pgettext_lazy("rapport", "envoyé, en examen"),
    State.APPROVED: pgettext_lazy("rapport", "approuvé"),
}
# The kind of the badge of each.
KINDS = {
    State.OPEN: "draft",
    State.READY: "active",
    State.SENT: "waiting",
    State.BACK: "warn",
    State.ADVISED: "waiting",
    State.APPROVED: "ok",
}
WRITING = (State.OPEN, State.BACK)  # the centre writes
WITH_CENTRE = (*WRITING, State.READY)


class Act(models.TextChoices):
    """What may be done to a report."""

    SIGN = "sign", pgettext_lazy("rapport", "signer")
    SIGN_LAST = "sign_last", _("signer en second et envoyer")
    TAKE_BACK = "take_back", _("reprendre le texte")
    TAKE_BACK_AGAIN = "take_back_again", _("reprendre le texte rendu")
    EXTEND = "extend", _("donner un autre délai")
    SEND_BACK = "send_back", pgettext_lazy("rapport", "rendre au centre")
    ADVISE = "advise", pgettext_lazy("rapport", "rendre l’avis")
    RETURN_ADVICE = "return_advice", pgettext_lazy("rapport", "redemander l’avis")
    APPROVE = "approve", _("approuver")
    REOPEN = "reopen", pgettext_lazy("rapport", "rouvrir")


class Capacity(models.TextChoices):
    """In what quality somebody signs for the centre."""

    PRESIDENT = "president", pgettext_lazy("rapport", "président")
    SECRETARY = "secretary", pgettext_lazy("rapport", "directeur général")


class Told(models.TextChoices):
    """What the administration told a centre."""

    EXTENDED = "extended", _("Autre délai donné")
    SENT_BACK = "sent_back", _("Rapport rendu avec des remarques")
    SAMPLED = "sampled", _("Pièces demandées")
    CONCLUDED = "concluded", _("Contrôle d’une dépense conclu")
    APPROVED = "approved", _("Rapport approuvé par le ministre")
    REOPENED = "reopened", _("Rapport rouvert")


class Noted(models.TextChoices):
    """What the administration wrote for itself."""

    ANALYSED = "analysed", _("Examen gardé")
    FAVOURABLE = "favourable", pgettext_lazy("rapport", "Avis favorable au ministre")
    UNFAVOURABLE = "unfavourable", pgettext_lazy("rapport", "Avis défavorable au ministre")
    RETURNED = "returned", pgettext_lazy("rapport", "Nouvel avis demandé")


class Check(models.TextChoices):
    """What an officer looks at before advising (seeds of 2 April and 8 December 2015, and of autumn 2017)."""

    OBJECTIVES = "objectives", _("Le rapport dit si les objectifs sont atteints, et sinon pourquoi.")
    PARTNERS = "partners", _("Les partenariats sont nommés.")
    FIGURES = "figures", _("Les résultats se tiennent, ou leur différence s’explique.")
    SPENDING = "spending", _("Les dépenses ont un lien direct avec le projet, et leur part se justifie.")
    NAMELESS = "nameless", _("Rien ne nomme une personne.")


class Chosen(models.TextChoices):
    """How a cost line came into a sample."""

    AMOUNT = "amount", _("parmi les plus grands montants")
    RANDOM = "random", _("au hasard")
    PERSON = "person", _("choisie par l’agent")


class Verdict(models.TextChoices):
    """What an officer concludes about a cost line."""

    ACCEPTED = "accepted", pgettext_lazy("dépense", "acceptée")
    REDUCED = "reduced", pgettext_lazy("dépense", "réduite")
    REFUSED = "refused", pgettext_lazy("dépense", "refusée")
