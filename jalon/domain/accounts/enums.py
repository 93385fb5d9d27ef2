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
    # Gives and takes access to the figures, and publishes none: who lets people in is not who speaks.
    MANAGER = "manager", _("responsable des accès")


class Way(models.TextChoices):
    """How the code of a recovered access reaches its person."""

    MAIL = "mail", _("par e-mail")
    PAPER = "paper", _("sur papier")
    OPERATOR = "operator", _("par l’exploitant")


class Language(models.TextChoices):
    """Languages of people and documents."""

    FR = "fr", "Français"
    NL = "nl", "Nederlands"
    DE = "de", "Deutsch"
    EN = "en", "English"
