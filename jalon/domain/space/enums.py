"""States of a person's access, and what they think of an evaluation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessState(models.TextChoices):
    """Where a person's access stands."""

    INVITED = "invited", _("carte remise, pas encore utilisée")
    ACTIVE = "active", _("ouvert")
    SUSPENDED = "suspended", _("suspendu")
    ENDED = "ended", _("terminé")


class Opinion(models.TextChoices):
    """What a person thinks of an evaluation; empty when they only say something."""

    AGREES = "agrees", _("d’accord")
    DISAGREES = "disagrees", _("pas d’accord")
