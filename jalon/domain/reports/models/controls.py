"""Costs under control: the draw, each sampled cost, what the centre replies and hands over, what is concluded."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.reports.enums import Chosen, Verdict
from jalon.domain.reports.models.texts import Version
from jalon.domain.reports.models.writing import Report, of


class Sample(models.Model):
    """A draw of cost lines of one programme. Drawn again from the same texts with the same seed, it is the same.

    `frame`: the texts drawn from, as sorted [id, sha256]; `largest` and `at_random`: how many of each were asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme_id = models.UUIDField(editable=False, db_index=True)
    seed = models.CharField(_("graine du tirage"), max_length=64)
    largest = models.PositiveSmallIntegerField(_("plus grands montants"))
    at_random = models.PositiveSmallIntegerField(_("au hasard"))
    frame = models.JSONField()
    lines = models.PositiveIntegerField(_("lignes dans les rapports"))
    cents = models.BigIntegerField(_("montant des lignes"))
    drawn_at = models.DateTimeField(_("tiré à"))
    drawn_by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("échantillon")
        verbose_name_plural = _("échantillons")

    def __str__(self) -> str:
        return self.seed


class Sampled(CentreOwned):
    """One cost to be shown with its documents. `told`: the cost as the report told it; `cost_id`: its key there."""

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    report = of(Report)
    version = of(Version)
    sample = models.ForeignKey(Sample, models.PROTECT, null=True, related_name="+", db_index=False)
    cost_id = models.UUIDField()
    line = models.CharField(_("ligne du programme"), max_length=40)
    cents = models.BigIntegerField(_("montant"))
    told = models.JSONField()
    chosen = models.CharField(_("choisie"), max_length=10, choices=Chosen)
    question = models.TextField(_("question au centre"), blank=True)
    until = models.DateField(_("réponse attendue pour le"))
    asked_at = models.DateTimeField(_("demandée à"))
    asked_by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("dépense à contrôler")
        verbose_name_plural = _("dépenses à contrôler")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "report", "cost_id"],
                name="reportsampled_once",
                violation_error_message=_("Cette dépense est déjà contrôlée."),
            ),
            models.CheckConstraint(name="reportsampled_not_negative", condition=Q(cents__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.cost_id}"


class Reply(CentreOwned):
    """What the centre answers about a sampled line; with its first reply it hands the line's documents over."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    sampled = of(Sampled)
    words = models.TextField(_("réponse"))
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("réponse du centre")
        verbose_name_plural = _("réponses du centre")
        indexes = [models.Index(fields=["centre", "sampled", "at"], name="reportreply_in_order")]

    def __str__(self) -> str:
        return f"{self.sampled_id}"


class Piece(CentreOwned):
    """A document the centre hands over with a reply: a copy of what it keeps. Nothing else of its papers is read."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    sampled = of(Sampled)
    media_type = models.CharField(max_length=60)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    handed_at = models.DateTimeField(_("remise à"))

    class Meta:
        verbose_name = _("pièce remise")
        verbose_name_plural = _("pièces remises")
        constraints = [
            models.UniqueConstraint(fields=["centre", "sampled", "sha256"], name="reportpiece_once"),
            models.CheckConstraint(name="reportpiece_hash", condition=Q(sha256=sha256_of("content", text=False))),
        ]

    def __str__(self) -> str:
        return self.sha256[:8]


class Conclusion(CentreOwned):
    """What an officer concludes about a sampled line: `cents` of it are accepted. Another one later replaces it."""

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    sampled = of(Sampled)
    number = models.PositiveSmallIntegerField()
    verdict = models.CharField(_("conclusion"), max_length=10, choices=Verdict)
    cents = models.BigIntegerField(_("montant accepté"))
    reason = models.TextField(_("raison"), blank=True)
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("conclusion d’un contrôle")
        verbose_name_plural = _("conclusions d’un contrôle")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "sampled", "number"],
                name="reportconclusion_number",
                violation_error_message=_("Quelqu’un d’autre vient de conclure ce contrôle."),
            ),
            models.CheckConstraint(name="reportconclusion_not_negative", condition=Q(cents__gte=0)),
            models.CheckConstraint(
                name="reportconclusion_says_why", condition=Q(verdict=Verdict.ACCEPTED) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.verdict
