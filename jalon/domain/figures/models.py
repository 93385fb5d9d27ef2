"""What left a centre, what was published nationally, and what was known when.

The three `Known…` tables are written by the database itself (migration 0002) whenever a status, an exemption or a
commitment changes: a figure « as it was known that day » reads them, so that a fact recorded later changes no old one.
"""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.subsidies.models import Programme


class Submission(CentreOwned):
    """Counts a centre sent for one quarter, signed off by its president or secretary. Written once.

    `content` is exactly the text that leaves the centre (canonical JSON); a correction is a new version.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    quarter = models.CharField(_("trimestre"), max_length=6)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    content = models.TextField(_("contenu"))
    sha256 = models.CharField(max_length=64, editable=False)
    reason = models.TextField(_("raison de la correction"), blank=True)
    counted_at = models.DateTimeField(_("compté à"))
    submitted_at = models.DateTimeField(_("envoyé à"))
    submitted_by = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("envoi de chiffres")
        verbose_name_plural = _("envois de chiffres")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "quarter", "version"],
                name="submission_version",
                violation_error_message=_("Cette version vient d’être envoyée par quelqu’un d’autre."),
            ),
            models.CheckConstraint(name="submission_quarter", condition=Q(quarter__regex=r"^[0-9]{4}Q[1-4]$")),
            models.CheckConstraint(name="submission_hash_of_content", condition=Q(sha256=sha256_of("content"))),
            models.CheckConstraint(
                name="submission_correction_has_a_reason",
                condition=Q(version=1, reason="") | (Q(version__gt=1) & ~Q(reason="")),
                violation_error_message=_("Dites en quelques mots pourquoi vous corrigez."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} v{self.version}"


class Counted(CentreOwned):
    """The last count of a period, kept so that a large centre is not counted again while nothing changed.

    `journal`: the last number of the centre's journal at that moment; `cells`: [[figure, axis, key, number], …].
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE")
    first = models.DateField()
    last = models.DateField()
    counted_at = models.DateTimeField(_("compté à"))
    journal = models.BigIntegerField()
    milliseconds = models.PositiveIntegerField()
    cells = models.JSONField(default=list)

    class Meta:
        verbose_name = _("compte gardé")
        verbose_name_plural = _("comptes gardés")
        constraints = [models.UniqueConstraint(fields=["centre", "first", "last"], name="counted_once_per_period")]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


class Publication(models.Model):
    """The national tables of one quarter, protected, published once: later submissions never change them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    quarter = models.CharField(_("trimestre"), max_length=6, unique=True)
    content = models.JSONField(_("contenu"))
    published_at = models.DateTimeField(_("publié à"))
    published_by = models.CharField(_("publié par"), max_length=120)

    class Meta:
        verbose_name = _("publication nationale")
        verbose_name_plural = _("publications nationales")
        constraints = [
            models.CheckConstraint(name="publication_quarter", condition=Q(quarter__regex=r"^[0-9]{4}Q[1-4]$"))
        ]

    def __str__(self) -> str:
        return self.quarter


class ReportsPublication(models.Model):
    """The open data of a programme's approved reports, protected and rounded, published once. It never changes.

    `content`: canonical JSON, exactly what everybody may have; `title` (by language) and `year`: of the
    programme as it then was.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.OneToOneField(Programme, models.PROTECT, related_name="+")
    title = models.JSONField(_("intitulé"), default=dict)
    year = models.PositiveSmallIntegerField(_("année"), default=0)
    content = models.TextField(_("contenu"))
    sha256 = models.CharField(max_length=64, editable=False)
    published_at = models.DateTimeField(_("publié à"))
    published_by = models.CharField(_("publié par"), max_length=120)

    class Meta:
        verbose_name = _("publication de rapports")
        verbose_name_plural = _("publications de rapports")
        constraints = [
            models.CheckConstraint(name="reportspublication_hash_of_content", condition=Q(sha256=sha256_of("content")))
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}"


OPEN_FILES = ("fr.csv", "nl.csv", "de.csv", "json")


class OpenFile(models.Model):
    """One file of a publication, byte for byte what everybody gets ever after. `name`: « fr.csv », « json ».

    Made with the publication; one of before files were kept has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    quarter = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="files", db_index=False)
    reports = models.ForeignKey(ReportsPublication, models.PROTECT, null=True, related_name="files", db_index=False)
    name = models.CharField(max_length=6)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("fichier de données ouvertes")
        verbose_name_plural = _("fichiers de données ouvertes")
        constraints = [
            models.UniqueConstraint(fields=["quarter", "name"], name="openfile_of_quarter"),
            models.UniqueConstraint(fields=["reports", "name"], name="openfile_of_reports"),
            models.CheckConstraint(
                name="openfile_of_one",
                condition=Q(quarter__isnull=True, reports__isnull=False)
                | Q(quarter__isnull=False, reports__isnull=True),
            ),
            models.CheckConstraint(name="openfile_name", condition=Q(name__in=OPEN_FILES)),
            models.CheckConstraint(
                name="openfile_hash_of_content", condition=Q(sha256=sha256_of("content", text=False))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Known(CentreOwned):
    """One state of a row, from when it was recorded to when it was replaced (or removed).

    `copy_of`: the label of the model whose rows these are; they follow a file that moves (`people.moving`).
    """

    copy_of: ClassVar[str]

    source_id = models.UUIDField(editable=False)
    recorded_at = models.DateTimeField(editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class KnownStatus(Known):
    """What was known of a status."""

    copy_of = "people.Status"

    person_id = models.UUIDField()
    kind = models.CharField(max_length=10)
    category = models.PositiveSmallIntegerField(null=True)
    demanded_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    notified_on = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    is_student = models.BooleanField()
    is_homeless = models.BooleanField()
    works_part_time = models.BooleanField()
    previous_right_ended_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("statut tel que connu")
        verbose_name_plural = _("statuts tels que connus")
        indexes = [models.Index(fields=["centre", "source_id"], name="knownstatus_source")]

    def __str__(self) -> str:
        return f"{self.source_id}"


class KnownExemption(Known):
    """What was known of an exemption."""

    copy_of = "people.PiisExemption"

    person_id = models.UUIDField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        verbose_name = _("dispense telle que connue")
        verbose_name_plural = _("dispenses telles que connues")
        indexes = [models.Index(fields=["centre", "source_id"], name="knownexemption_source")]

    def __str__(self) -> str:
        return f"{self.source_id}"


class KnownCommitment(Known):
    """What was known of a commitment's text: whose, by when, in the text or no longer."""

    copy_of = "piis.Commitment"

    piis_id = models.UUIDField()
    side = models.CharField(max_length=6)
    due_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("engagement tel que connu")
        verbose_name_plural = _("engagements tels que connus")
        indexes = [models.Index(fields=["centre", "source_id"], name="knowncommitment_source")]

    def __str__(self) -> str:
        return f"{self.source_id}"
