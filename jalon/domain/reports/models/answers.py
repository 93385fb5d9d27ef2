"""What both sides tell each other: delays asked, notes of the administration, its answers, the amounts accepted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.reports.enums import Noted, Told
from jalon.domain.reports.models.texts import Version
from jalon.domain.reports.models.writing import Report, of


class TimeRequest(CentreOwned):
    """A centre asks for another delay, with its reason. An answer is a new `due`."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    report = of(Report)
    reason = models.TextField(_("raison"))
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("demande de délai")
        verbose_name_plural = _("demandes de délai")
        indexes = [models.Index(fields=["centre", "report", "at"], name="reporttimerequest_in_order")]

    def __str__(self) -> str:
        return f"{self.report_id}"


class Note(CentreOwned):
    """What the administration wrote for itself on one text: checks, remarks being prepared, advice. Never changed."""

    centre = OwnedByCentre(app_may="", federal_may="SELECT, INSERT")
    report = of(Report)
    version_number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("acte"), max_length=12, choices=Noted)
    checks = models.JSONField(default=list)
    remarks = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("note sur un rapport")
        verbose_name_plural = _("notes sur un rapport")
        indexes = [models.Index(fields=["centre", "report", "at"], name="reportnote_in_order")]

    def __str__(self) -> str:
        return self.kind


class Answer(CentreOwned):
    """What the administration told the centre: delay, remarks per field, pieces asked, decision. Never changed."""

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    report = of(Report)
    kind = models.CharField(_("acte"), max_length=12, choices=Told)
    version_number = models.PositiveSmallIntegerField(default=0)
    remarks = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    until = models.DateField(null=True)
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("réponse sur un rapport")
        verbose_name_plural = _("réponses sur un rapport")
        indexes = [models.Index(fields=["centre", "report", "at"], name="reportanswer_in_order")]

    def __str__(self) -> str:
        return self.kind


class Acceptance(CentreOwned):
    """What the minister approved of one line of the programme: `told` by the report, `cents` of it accepted.

    One row a line and a text, added with the approval. Above the amount of the grant it is kept as it is.
    """

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    report = of(Report)
    version = of(Version)
    line = models.CharField(_("ligne du programme"), max_length=40)
    told = models.BigIntegerField(_("montant du rapport"))
    cents = models.BigIntegerField(_("montant accepté"))
    approved_at = models.DateTimeField(_("approuvé à"))

    class Meta:
        verbose_name = _("montant accepté")
        verbose_name_plural = _("montants acceptés")
        constraints = [
            models.UniqueConstraint(fields=["centre", "version", "line"], name="reportacceptance_once"),
            models.CheckConstraint(
                name="reportacceptance_within_told", condition=Q(cents__gte=0) & Q(cents__lte=F("told"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.cents}"
