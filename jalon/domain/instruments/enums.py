"""Words of the bilan social."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeDomain(models.TextChoices):
    """The domains of life, in the order of the talk. Names in four languages stand in the instrument's data."""

    HOUSING = "housing", _("Logement")
    HEALTH = "health", _("Santé")
    MONEY = "money", _("Argent et dettes")
    ADMINISTRATION = "administration", _("Démarches et droits")
    FAMILY = "family", _("Famille et enfants")
    NETWORK = "network", _("Entourage")
    LANGUAGES = "languages", _("Langues")
    TRAINING = "training", _("Formation et compétences")
    WORK = "work", _("Expérience de travail")
    MOBILITY = "mobility", _("Mobilité")
    DIGITAL = "digital", _("Numérique")
    RHYTHM = "rhythm", _("Rythme de la journée")
    CONFIDENCE = "confidence", _("Confiance en soi")


class Moment(models.TextChoices):
    """When in the accompaniment the bilan is held."""

    START = "start", _("au début")
    MIDDLE = "middle", _("en cours de route")
    END = "end", _("à la fin")


class BilanState(models.TextChoices):
    """A draft is written; a finished bilan never changes."""

    DRAFT = "draft", _("en cours")
    FINISHED = "finished", _("terminé")
