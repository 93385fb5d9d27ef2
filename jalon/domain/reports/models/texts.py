"""What is frozen and signed: the texts of a report and the signatures each binds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.reports.enums import Capacity
from jalon.domain.reports.models.writing import Report, of


class Version(CentreOwned):
    """A text frozen by its first signature. `content`: canonical JSON; signatures bind its `sha256`.

    `number`: which sending it is; `attempt`: a text taken back before it was sent leaves its number to the next.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE", federal_may="SELECT")
    report = of(Report)
    number = models.PositiveSmallIntegerField(_("numéro"))
    attempt = models.PositiveSmallIntegerField(default=1)
    content = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("figé à"))
    made_by_name = models.CharField(_("par"), max_length=120)
    sent_at = models.DateTimeField(_("envoyé à"), null=True)

    class Meta:
        verbose_name = _("texte d’un rapport")
        verbose_name_plural = _("textes d’un rapport")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "report", "number", "attempt"],
                name="reportversion_number",
                violation_error_message=_("Quelqu’un d’autre vient de signer ce texte."),
            ),
            models.CheckConstraint(name="reportversion_hash", condition=Q(sha256=sha256_of("content"))),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"


class Signature(CentreOwned):
    """Somebody of the centre signed one text. `version_hash` is what they were shown."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    report = of(Report)
    version = of(Version)
    capacity = models.CharField(_("qualité"), max_length=10, choices=Capacity)
    name = models.CharField(_("nom"), max_length=120)
    member = of(Membership)
    version_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("signé à"))

    class Meta:
        verbose_name = _("signature d’un rapport")
        verbose_name_plural = _("signatures d’un rapport")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "version", "capacity"],
                name="reportsignature_once",
                violation_error_message=_("Ce texte est déjà signé en cette qualité."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.name}"
