"""Cost lines and files of cost lines. Only the centre has a right here: the administration reads what a report sends.

Migration 0002 adds what a right cannot say: nothing changes once the report is sent; what counts lies in the period.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.documents.models import Document
from jalon.domain.grants.models import Grant
from jalon.domain.spending.enums import BatchState, Category
from jalon.law.subsidies.costs import WHOLE


class Batch(CentreOwned):
    """A spreadsheet of costs being repaired, row by row. Nothing of it is a cost until it is taken, all at once.

    `rows`: [{"line": number in the file, "values": {column: text as it stood}, "dropped": bool}].
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE")
    grant = CentreForeignKey(Grant, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64, editable=False)
    rows = models.JSONField()
    ignored = models.JSONField(default=list)
    state = models.CharField(_("état"), max_length=8, choices=BatchState, default=BatchState.OPEN)
    imported_at = models.DateTimeField(_("importé à"))
    imported_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("fichier de dépenses")
        verbose_name_plural = _("fichiers de dépenses")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "sha256"],
                condition=~Q(state=BatchState.DROPPED),
                name="batch_same_file_once",
                violation_error_message=_("Ce fichier est déjà importé."),
            ),
        ]
        indexes = [models.Index(fields=["centre", "grant", "imported_at"], name="batch_of_grant")]

    def __str__(self) -> str:
        return self.sha256[:8]


class Cost(CentreOwned):
    """One line of money spent. Amounts in cents (negative for a credit note), `share` in ten-thousandths.

    `counts`: it is justified; otherwise it is a draft, or removed. `kind`: place in the programme's list of costs.
    `identity`: what the same document, or the same person's time, has in common (see `identities`).
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE")
    grant = CentreForeignKey(Grant, related_name="+", db_index=False)
    place = models.PositiveIntegerField(_("numéro"))
    line = models.CharField(_("ligne"), max_length=40)
    category = models.CharField(_("catégorie"), max_length=10, choices=Category)
    kind = models.PositiveSmallIntegerField(_("genre"), null=True)
    activity = models.CharField(_("activité payée"), max_length=30, blank=True)
    spent_on = models.DateField(_("date"))
    first = models.DateField(_("du"), null=True)
    last = models.DateField(_("au"), null=True)
    supplier = models.CharField(_("fournisseur"), max_length=160, blank=True)
    enterprise = models.CharField(_("numéro d’entreprise"), max_length=10, blank=True)
    number = models.CharField(_("numéro du document"), max_length=80, blank=True)
    staff_name = models.CharField(_("nom"), max_length=160, blank=True)
    staff_function = models.CharField(_("fonction"), max_length=160, blank=True)
    net = models.BigIntegerField(_("hors TVA"))
    vat = models.BigIntegerField(_("TVA"), default=0)
    total = models.BigIntegerField(_("total"))
    vat_parts = models.JSONField(default=list)
    share = models.PositiveSmallIntegerField(_("part"), default=WHOLE)
    justified = models.BigIntegerField(_("montant justifié"), editable=False)
    project = models.CharField(_("projet"), max_length=160, blank=True)
    link = models.TextField(_("lien direct"), blank=True)
    proportion = models.TextField(_("proportionnalité"), blank=True)
    answers = models.JSONField(default=dict)
    document = CentreForeignKey(Document, null=True, related_name="+", db_index=False)
    document_hash = models.CharField(max_length=64, blank=True, editable=False)
    identity = models.CharField(max_length=300, editable=False)
    counts = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)
    batch = CentreForeignKey(Batch, null=True, related_name="+", db_index=False)
    entered_at = models.DateTimeField(_("encodée à"))
    entered_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("dépense")
        verbose_name_plural = _("dépenses")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "grant", "place"],
                name="cost_place",
                violation_error_message=_("Quelqu’un d’autre vient d’encoder une dépense."),
            ),
            models.CheckConstraint(name="cost_share", condition=Q(share__gte=1, share__lte=WHOLE)),
            # PostgreSQL divides whole numbers toward zero, as `jalon.law.subsidies.costs.justified` does.
            models.CheckConstraint(
                name="cost_justified", condition=Q(justified=F("total") * F("share") / models.Value(WHOLE))
            ),
            models.CheckConstraint(
                name="cost_counts_when_whole",
                condition=Q(counts=False)
                | (
                    Q(removed_at__isnull=True, total=F("net") + F("vat"))
                    & ~Q(category=Category.INVESTMENT)
                    & ~Q(link="")
                    & ~Q(proportion="")
                ),
            ),
            models.CheckConstraint(
                name="cost_staff_has_months",
                condition=~Q(category=Category.STAFF) | Q(first__isnull=False, last__gte=F("first")),
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "identity"], name="cost_identity"),
            models.Index(fields=["centre", "document_hash"], name="cost_document"),
        ]

    def __str__(self) -> str:
        return f"{self.place}"

    @property
    def is_staff(self) -> bool:
        """Whether somebody's time is paid."""
        return self.category == Category.STAFF
