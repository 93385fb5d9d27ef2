"""States of a person's access, what ends of their ways in, the fate of their second way, what they think."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessState(models.TextChoices):
    """Where a person's access stands."""

    INVITED = "invited", _("carte remise, pas encore utilisée")
    ACTIVE = "active", _("ouvert")
    SUSPENDED = "suspended", _("suspendu")
    ENDED = "ended", _("terminé")


class Entry(models.TextChoices):
    """What opens a person's space beside their password; `all`: whatever opened it, told at the desk to be lost."""

    KEY = "key", _("clé")
    IDENTITY = "identity", _("identité liée")
    ALL = "all", _("tout ce qui était ouvert")


class Opinion(models.TextChoices):
    """What a person thinks of an evaluation; empty when they only say something."""

    AGREES = "agrees", _("d’accord")
    DISAGREES = "disagrees", _("pas d’accord")


class AskedFor(models.TextChoices):
    """What a person asks for beside an interview."""

    CHANGE = "change", _("un changement du projet")
    HEARING = "hearing", _("à être entendue")


class WayAct(models.TextChoices):
    """What happens to the second way a person signs with."""

    CONFIRMED = "confirmed", _("confirmé en présence de la personne")
    RIGHT = "right", _("code juste, pour signer un texte")
    WRONG = "wrong", _("code faux")
    LOCKED = "locked", _("bloqué après cinq codes faux")
    WITHDRAWN = "withdrawn", _("retiré")
    NEW_CARD = "new_card", _("fini avec la carte")

    @classmethod
    def ends(cls) -> list["WayAct"]:
        """Acts after which it can sign nothing any more."""
        return [cls.LOCKED, cls.WITHDRAWN, cls.NEW_CARD]
