"""One row an act or a read, and the head of each centre's chain."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned


class Kind(models.TextChoices):
    """What a journal row tells."""

    ACT = "act", _("acte")
    READ = "read", _("lecture")


class JournalEntry(CentreOwned):
    """Number, hash and time of writing are given by the database (see the migration): nobody types them."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    number = models.BigIntegerField(_("numéro"), editable=False, default=0)
    written_at = models.DateTimeField(_("écrit à"), editable=False, null=True)
    kind = models.CharField(_("genre"), max_length=4, choices=Kind)
    verb = models.CharField(_("acte"), max_length=60)
    actor = CentreForeignKey(Membership, verbose_name=_("par"), null=True, related_name="+", db_index=False)
    actor_name = models.CharField(_("par"), max_length=120, blank=True)
    person_id = models.UUIDField(_("personne"), null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    on = models.DateField(_("date de l’acte"))
    purpose = models.CharField(_("raison"), max_length=500, blank=True)
    detail = models.JSONField(_("détail"), default=dict)
    trace_id = models.UUIDField()
    previous_hash = models.CharField(max_length=64, editable=False, default="")
    hash = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["centre", "person_id", "number"], name="journal_person"),
            models.Index(fields=["centre", "subject_id", "number"], name="journal_subject"),
        ]
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="journal_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class JournalHead(CentreOwned):
    """The last number and hash of a centre's chain. Only the database's own trigger moves it."""

    centre = OwnedByCentre(app_may="SELECT")
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tête du journal")
        verbose_name_plural = _("têtes des journaux")
        constraints = [models.UniqueConstraint(fields=["centre"], name="journalhead_one_per_centre")]

    def __str__(self) -> str:
        return f"{self.number}"


class FederalLink(models.Model):
    """A row of a journal of the administration as it was written, in one chain. The database alone writes it.

    `journal`: the row's table; `told`: the row as JSON.
    """

    number = models.BigIntegerField(primary_key=True, editable=False)
    written_at = models.DateTimeField(editable=False)
    journal = models.CharField(max_length=60, editable=False)
    row_id = models.UUIDField(editable=False)
    told = models.JSONField(editable=False)
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("maillon du journal fédéral")
        verbose_name_plural = _("maillons du journal fédéral")
        constraints = [models.UniqueConstraint(fields=["journal", "row_id"], name="federallink_once_a_row")]

    def __str__(self) -> str:
        return f"{self.number} {self.journal}"


class FederalHead(models.Model):
    """The last number and hash of the chain: one row."""

    id = models.BooleanField(primary_key=True, default=True, editable=False)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tête du journal fédéral")
        verbose_name_plural = _("têtes du journal fédéral")
        constraints = [models.CheckConstraint(name="federalhead_is_one", condition=models.Q(id=True))]

    def __str__(self) -> str:
        return f"{self.number}"
