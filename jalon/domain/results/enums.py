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
