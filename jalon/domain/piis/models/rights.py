"""Unbroken runs of the right to social integration, kept by the database itself beside the statuses."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.people.models import Person


class Right(CentreOwned):
    """From when to when a person had the right without a gap, whatever its category, with the dates of its grant.

    `earlier_ended_on`: the last day of the run before, here or in another centre. A trigger on the statuses writes
    these rows (migration 0003); nobody else can. `deadlines.right_on` says the same of one person in Python.
    """

    centre = OwnedByCentre(app_may="SELECT")
    person = CentreForeignKey(Person, related_name="rights", db_index=False)
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’au"), null=True)
    demanded_on = models.DateField(_("demande du"), null=True)
    decided_on = models.DateField(_("décision du"), null=True)
    notified_on = models.DateField(_("notifiée le"), null=True)
    earlier_ended_on = models.DateField(_("fin du droit précédent"), null=True)

    class Meta:
        verbose_name = _("droit à l’intégration sociale")
        verbose_name_plural = _("droits à l’intégration sociale")
        indexes = [
            models.Index(
                fields=["centre", "person", "since"],
                include=["until", "demanded_on", "decided_on", "notified_on", "earlier_ended_on"],
                name="right_counted",
            )
        ]
        constraints = [models.UniqueConstraint(fields=["centre", "person", "since"], name="right_run_once")]

    def __str__(self) -> str:
        return f"{self.since} – {self.until or '…'}"
