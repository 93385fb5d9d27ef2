"""Roles and states of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member does in a centre."""

    WORKER = "worker", _("assistant social")
    COORDINATOR = "coordinator", _("coordinateur d’équipe")
    PRESIDENT = "president", _("président")
    SECRETARY = "secretary", _("directeur général")


class MembershipState(models.TextChoices):
    """Where a membership stands."""

    INVITED = "invited", _("invité")
    ACTIVE = "active", _("actif")
    SUSPENDED = "suspended", _("suspendu")
    LEFT = "left", _("parti")


class FederalRole(models.TextChoices):
    """What a member of an administration does."""

    OFFICER = "officer", _("agent fédéral")
    CABINET = "cabinet", _("cabinet du ministre")


class Language(models.TextChoices):
    """Languages of people and documents."""

    FR = "fr", "Français"
    NL = "nl", "Nederlands"
    DE = "de", "Deutsch"
    EN = "en", "English"
