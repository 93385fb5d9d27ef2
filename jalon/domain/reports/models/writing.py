"""What a centre writes: its report, the draft several people share, what they say to each other beside a field."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.grants.models import Grant
from jalon.domain.reports.enums import State


def of(model: object, **more: object) -> CentreForeignKey:
    """What a row hangs on, in its own centre."""
    return CentreForeignKey(model, related_name="+", db_index=False, **more)


class Report(CentreOwned):
    """The report of one grant. `due`: last day to send it, None while the programme's calendar has none.

    It begins with the calendar's day (checked by the database); the administration alone gives another.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE", federal_may="SELECT, UPDATE")
    grant = of(Grant)
    programme_id = models.UUIDField(editable=False)
    due = models.DateField(_("à envoyer au plus tard"), null=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.OPEN)
    state_since = models.DateTimeField(_("depuis"))
    opened_at = models.DateTimeField(_("ouvert à"))
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rapport annuel")
        verbose_name_plural = _("rapports annuels")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "grant"],
                name="report_once_per_grant",
                violation_error_message=_("Ce rapport est déjà ouvert."),
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "programme_id", "state"], name="report_of_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.grant_id}"


class Draft(CentreOwned):
    """What a centre is writing, field by field (ADR 12). The administration has no right here at all.

    `field_revisions`: {field: [revision at which it last changed, page, attempt]}.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE")
    report = of(Report)
    fields = models.JSONField(default=dict)
    field_revisions = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField()
    saved_by = of(Membership)

    class Meta:
        verbose_name = _("rapport en préparation")
        verbose_name_plural = _("rapports en préparation")
        constraints = [models.UniqueConstraint(fields=["centre", "report"], name="reportdraft_one")]

    def __str__(self) -> str:
        return f"{self.report_id}"


class Remark(CentreOwned):
    """What colleagues of a centre say to each other beside a field. `settles`: closes what was said before it."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    report = of(Report)
    field = models.CharField(_("champ"), max_length=40)
    words = models.TextField(_("remarque"), blank=True)
    settles = models.BooleanField(default=False)
    at = models.DateTimeField(_("à"))
    by = of(Membership)
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("remarque entre collègues")
        verbose_name_plural = _("remarques entre collègues")
        indexes = [models.Index(fields=["centre", "report", "at"], name="reportremark_in_order")]

    def __str__(self) -> str:
        return self.field
