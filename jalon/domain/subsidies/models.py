"""Programmes, lists of data, decisions; and what each centre was awarded, which is all a centre can read of them."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.law.subsidies import BudgetLine, programme_of
from jalon.law.subsidies import Programme as Decree


class Origin(models.TextChoices):
    """Where a programme comes from."""

    SHIPPED = "shipped", _("livré avec Jalon")
    ENTERED = "entered", _("encodé ici")


class Programme(models.Model):
    """A decree for one period. `content` is `jalon.law.subsidies.content_of` of it; decisions keep their own copy."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    family = models.SlugField(_("famille"), max_length=40)
    year = models.PositiveSmallIntegerField(_("année"))
    content = models.JSONField()
    origin = models.CharField(_("origine"), max_length=10, choices=Origin)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "year"],
                name="programme_once_a_year",
                violation_error_message=_("Ce programme existe déjà pour cette année."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family}-{self.year}"

    @property
    def decree(self) -> Decree:
        """The programme as the law reads it."""
        return programme_of(self.content)

    def line(self, code: str) -> BudgetLine | None:
        """One of its lines."""
        return self.decree.line(code)


class Dataset(models.Model):
    """A list of centres with values of a day, as it was imported. Never changed: another import is another list.

    `rows`: [{"centre": id, "code", "name_fr", "name_nl", "values": {series: "12.5"}, "cluster", "promoter", "added"}].
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="datasets")
    title = models.CharField(_("titre"), max_length=120)
    data_on = models.DateField(_("données du"))
    source = models.CharField(_("source"), max_length=300)
    certainty = models.CharField(_("certitude"), max_length=12)
    columns = models.JSONField(default=list)
    rows = models.JSONField()
    imported_at = models.DateTimeField(_("importée à"))
    imported_by = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("liste de données")
        verbose_name_plural = _("listes de données")
        indexes = [models.Index(fields=["programme", "-imported_at"], name="dataset_of_programme")]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """A sharing decided for one line, frozen with everything it rests on. A later change is a new number.

    `content`: canonical JSON of the programme, the list, the terms, the shares and the version of the law.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="decisions")
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="decisions")
    line = models.CharField(_("ligne"), max_length=40)
    number = models.PositiveSmallIntegerField(_("numéro"))
    budget = models.BigIntegerField(_("montant partagé"))
    content = models.TextField(_("contenu"))
    sha256 = models.CharField(max_length=64, editable=False)
    reason = models.CharField(_("base de la décision"), max_length=500)
    decided_at = models.DateTimeField(_("décidé à"))
    decided_by = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("décision de partage")
        verbose_name_plural = _("décisions de partage")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "line", "number"],
                name="decision_number",
                violation_error_message=_("Quelqu’un d’autre vient de décider ce partage."),
            ),
            models.CheckConstraint(name="decision_hash_of_content", condition=Q(sha256=sha256_of("content"))),
            models.CheckConstraint(name="decision_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.line} {self.number}"


class Award(CentreOwned):
    """What one centre receives under a decision, with its reasons. All that the centre reads of it stands here.

    `facts`: titles, key, period, data, and the reasons as sentences in every language (`why`), as plain JSON.
    """

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", db_index=False)
    cents = models.BigIntegerField(_("montant"))
    facts = models.JSONField()
    decided_at = models.DateTimeField(_("décidé à"))

    class Meta:
        verbose_name = _("montant attribué")
        verbose_name_plural = _("montants attribués")
        constraints = [
            models.UniqueConstraint(fields=["centre", "decision"], name="award_once_per_decision"),
            models.CheckConstraint(name="award_not_negative", condition=Q(cents__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.cents}"


class SubsidyAct(models.Model):
    """What was done to a programme, by whom. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField(_("à"))
    verb = models.CharField(_("acte"), max_length=60)
    actor = models.ForeignKey(FederalMembership, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(_("par"), max_length=120, blank=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="acts")
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("acte sur un programme")
        verbose_name_plural = _("actes sur les programmes")
        indexes = [models.Index(fields=["programme", "-at"], name="subsidyact_of_programme")]

    def __str__(self) -> str:
        return self.verb
