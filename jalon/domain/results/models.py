"""What a person wrote beside a count, and what was frozen with a report. Both are only added to.

No other role than the centre's has a right here: no correction and no person leaves it but in a report's own words, or
as numbers alone handed to the promoter of its cluster.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.grants.models import Grant


class Written(CentreOwned):
    """A number a person wrote for one field of a form; the last row of a field holds. None: taken back.

    `counted`: what the files said at that moment, None where nothing counts it; beside a count the reason is said.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    grant = CentreForeignKey(Grant, related_name="+", db_index=False)
    line = models.CharField(_("ligne"), max_length=40)
    field = models.CharField(_("point"), max_length=40)
    number = models.PositiveIntegerField(editable=False)
    value = models.PositiveIntegerField(_("nombre"), null=True)
    counted = models.PositiveIntegerField(_("compté dans les dossiers"), null=True)
    reason = models.TextField(_("raison"), blank=True)
    at = models.DateTimeField(_("enregistré à"))
    by = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("nombre écrit à la main")
        verbose_name_plural = _("nombres écrits à la main")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "grant", "line", "field", "number"],
                name="written_in_order",
                violation_error_message=_("Quelqu’un d’autre vient d’écrire ce nombre."),
            ),
            models.CheckConstraint(
                name="written_beside_a_count_says_why",
                condition=Q(value__isnull=True) | Q(counted__isnull=True) | ~Q(reason=""),
                violation_error_message=_("Dites en quelques mots pourquoi ce nombre diffère."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Frozen(CentreOwned):
    """The results of one line as a version of the report told them. `content`: canonical JSON of `services.as_told`.

    `version_sha256`: the text of the report they belong to.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    grant = CentreForeignKey(Grant, related_name="+", db_index=False)
    line = models.CharField(_("ligne"), max_length=40)
    reference = models.DateField(_("date de référence"))
    content = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    version_sha256 = models.CharField(_("texte du rapport"), max_length=64, editable=False)
    at = models.DateTimeField(_("figé à"))
    by = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("résultats figés")
        verbose_name_plural = _("résultats figés")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "grant", "line", "version_sha256"],
                name="frozen_once_per_version",
                violation_error_message=_("Ces résultats sont déjà figés avec ce texte."),
            ),
            models.CheckConstraint(name="frozen_hash", condition=Q(sha256=sha256_of("content"))),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.reference}"


class FrozenFile(CentreOwned):
    """One thing counted under one number: whose file it is, and what was counted (the person, or a trajectory).

    Plain identities and no references: a file that follows its people to another centre leaves what was told as it was.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    frozen = CentreForeignKey(Frozen, related_name="+", db_index=False)
    field = models.CharField(_("point"), max_length=40)
    unit = models.UUIDField()
    file = models.UUIDField(_("dossier"))

    class Meta:
        verbose_name = _("dossier figé")
        verbose_name_plural = _("dossiers figés")
        constraints = [
            models.UniqueConstraint(fields=["centre", "frozen", "field", "unit"], name="frozenfile_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field}"


class Handed(CentreOwned):
    """The numbers of one line a centre of a cluster handed to its promoter. Never changed: another is a new `number`.

    `content`: canonical JSON of numbers alone (see `cluster.numbers_of`); `reason`: why, from the second on. The
    promoter reads these rows and nothing else of the centre (policy `promoter_reads`, ADR 31).
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    grant = CentreForeignKey(Grant, related_name="+", db_index=False)
    promoter = models.ForeignKey(Centre, models.PROTECT, related_name="+", db_index=False)
    programme_id = models.UUIDField(editable=False)
    line = models.CharField(_("ligne"), max_length=40)
    number = models.PositiveSmallIntegerField(_("numéro"))
    content = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    reason = models.TextField(_("raison"), blank=True)
    at = models.DateTimeField(_("remis à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("nombres remis")
        verbose_name_plural = _("nombres remis")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "grant", "line", "number"],
                name="handed_in_order",
                violation_error_message=_("Quelqu’un d’autre vient de remettre ces nombres."),
            ),
            models.CheckConstraint(name="handed_hash", condition=Q(sha256=sha256_of("content"))),
            models.CheckConstraint(
                name="handed_again_says_why",
                condition=Q(number=1) | ~Q(reason=""),
                violation_error_message=_("Dites en quelques mots pourquoi ces nombres changent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.number}"
