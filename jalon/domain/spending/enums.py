"""Words of spending. Stored values are stable; categories are those of `jalon.law.subsidies.costs`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """What money is spent on."""

    STAFF = "staff", _("personnel")
    RUNNING = "running", _("fonctionnement")
    INVESTMENT = "investment", _("investissement")


class BatchState(models.TextChoices):
    """Where an imported file stands."""

    OPEN = "open", _("à relire")
    TAKEN = "taken", pgettext_lazy("fichier de dépenses", "repris")
    DROPPED = "dropped", pgettext_lazy("fichier de dépenses", "laissé de côté")
