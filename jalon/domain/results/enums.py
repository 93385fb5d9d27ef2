"""Where a number of a report comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class How(models.TextChoices):
    """How the number that is told was found. A target is always reused: it is the one of the convention."""

    COMPUTED = "computed", _("compté dans les dossiers")
    CORRECTED = "corrected", pgettext_lazy("nombre", "corrigé, avec sa raison")
    TYPED = "typed", pgettext_lazy("nombre", "tapé")
    MISSING = "missing", pgettext_lazy("nombre", "à taper")


# Said beside the part of a centre of a cluster, whose reason stays in that centre; a counted part needs no word.
BY_HAND = {
    How.CORRECTED: pgettext_lazy("part d’un centre", "corrigé"),
    How.TYPED: pgettext_lazy("part d’un centre", "tapé"),
}
