"""Words of a sanction."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a proposal stands."""

    DRAFT = "draft", _("en préparation")
    SUBMITTED = "submitted", _("devant le Conseil")
    DECIDED = "decided", _("décidée, à notifier")
    NOTIFIED = "notified", _("notifiée")
    LIFTED = "lifted", _("levée")
    REFUSED = "refused", _("pas de sanction")
    WITHDRAWN = "withdrawn", _("abandonnée")


class Act(models.TextChoices):
    """What may happen to a proposal."""

    SUBMIT = "submit", _("transmettre au Conseil")
    SEND_BACK = "send_back", _("renvoyer au travailleur")
    DECIDE = "decide", _("décider une sanction")
    REFUSE = "refuse", _("décider qu’il n’y a pas de sanction")
    NOTIFY = "notify", _("notifier")
    LIFT = "lift", _("lever la sanction")
    WITHDRAW = "withdraw", _("abandonner la proposition")


class Scope(models.TextChoices):
    """How much of the payment is suspended."""

    TOTAL = "total", _("suspension totale")
    PARTIAL = "partial", _("suspension partielle")


class Reprieve(models.TextChoices):
    """Whether the council suspends its sanction (sursis)."""

    NONE = "none", _("sans sursis")
    PARTIAL = "partial", _("sursis partiel")
    TOTAL = "total", _("sursis total")
