"""Words of a person's file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As the national register writes it, with a place for not knowing."""

    FEMALE = "f", _("femme")
    MALE = "m", _("homme")
    UNKNOWN = "x", _("autre ou inconnu")


class StatusKind(models.TextChoices):
    """In what capacity the centre accompanies the person."""

    INTEGRATION = "dis", _("droit à l’intégration sociale")
    EQUIVALENT = "equivalent", _("aide équivalente")
    BROAD = "broad", _("usager au sens large")


class Category(models.IntegerChoices):
    """Categories of income support (law of 26 May 2002, art. 14)."""

    COHABITANT = 1, _("1 – cohabitant")
    ISOLATED = 2, _("2 – isolé")
    FAMILY = 3, _("3 – charge de famille")


class ExemptionReason(models.TextChoices):
    """Why a person is exempted from having a PIIS."""

    HEALTH = "health", _("santé")
    EQUITY = "equity", _("équité")


class NissChangeReason(models.TextChoices):
    """Why a national number was replaced."""

    BIS_TO_REGISTER = "bis", _("numéro bis remplacé par un numéro de registre national")
    CORRECTION = "correction", _("erreur de saisie")
    REPLACED = "replaced", _("numéro remplacé par le registre")
