"""What belongs to the desk rather than to the project: who may sign for the centre, and an evaluation being written."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet
from jalon.domain.piis.models.project import Piis


class MandateQuerySet(CentreQuerySet):
    """Mandates by when they hold."""

    def holding(self, on: date) -> "MandateQuerySet":
        """Those that hold on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), since__lte=on)


class SigningMandate(CentreOwned):
    """A member whom president or secretary let sign contracts for the centre. Without one, only those two do.

    `ended_on`: the first day it no longer holds.
    """

    member = CentreForeignKey(Membership, verbose_name=_("membre"), related_name="signing_mandates", db_index=False)
    since = models.DateField(_("depuis"))
    ended_on = models.DateField(_("retirée le"), null=True, blank=True)
    given_by = CentreForeignKey(Membership, verbose_name=_("donnée par"), related_name="+", db_index=False)

    objects = CentreManager.from_queryset(MandateQuerySet)()

    class Meta:
        verbose_name = _("délégation de signature")
        verbose_name_plural = _("délégations de signature")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "member"], condition=Q(ended_on__isnull=True), name="mandate_once_at_a_time"
            ),
            models.CheckConstraint(
                name="mandate_dates", condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}"


class EvaluationDraft(CentreOwned):
    """What is written of an evaluation before it is recorded: the fields of its page as typed, checked by nobody yet.

    It says nothing of the project and is deleted when the evaluation is recorded. `page` is the page that wrote last,
    so that a save whose answer was lost is not taken for somebody else's.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    piis = CentreForeignKey(Piis, related_name="evaluation_drafts", db_index=False)
    fields = models.JSONField(default=dict)
    page = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    saved_at = models.DateTimeField(_("enregistré à"))

    class Meta:
        verbose_name = _("brouillon d’évaluation")
        verbose_name_plural = _("brouillons d’évaluation")
        constraints = [models.UniqueConstraint(fields=["centre", "piis"], name="evaluation_draft_one_per_piis")]

    def __str__(self) -> str:
        return f"{self.piis_id}"
