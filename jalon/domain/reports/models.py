"""Reports and what hangs on them. A centre reads its own; the administration reads what was sent to it.

The rights of each table say who writes what; migration 0002 adds what a right cannot say: which side makes which
move, that two different people signed the last text, that nothing is accepted before the minister approves.
No person's data: numbers and texts of the centre, never a list of names.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.grants.models import Grant
from jalon.domain.reports.enums import Capacity, Chosen, Noted, State, Told, Verdict


def _of(model: object, **more: object) -> CentreForeignKey:
    return CentreForeignKey(model, related_name="+", db_index=False, **more)


class Report(CentreOwned):
    """The report of one grant. `due`: last day to send it, None while the programme's calendar has none.

    It begins with the calendar's day (checked by the database); the administration alone gives another.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE", federal_may="SELECT, UPDATE")
    grant = _of(Grant)
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
    report = _of(Report)
    fields = models.JSONField(default=dict)
    field_revisions = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField()
    saved_by = _of(Membership)

    class Meta:
        verbose_name = _("rapport en préparation")
        verbose_name_plural = _("rapports en préparation")
        constraints = [models.UniqueConstraint(fields=["centre", "report"], name="reportdraft_one")]

    def __str__(self) -> str:
        return f"{self.report_id}"


class Remark(CentreOwned):
    """What colleagues of a centre say to each other beside a field. `settles`: closes what was said before it."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    report = _of(Report)
    field = models.CharField(_("champ"), max_length=40)
    words = models.TextField(_("remarque"), blank=True)
    settles = models.BooleanField(default=False)
    at = models.DateTimeField(_("à"))
    by = _of(Membership)
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("remarque entre collègues")
        verbose_name_plural = _("remarques entre collègues")
        indexes = [models.Index(fields=["centre", "report", "at"], name="reportremark_in_order")]

    def __str__(self) -> str:
        return self.field


class Version(CentreOwned):
    """A text frozen by its first signature. `content`: canonical JSON; signatures bind its `sha256`.

    `number`: which sending it is; `attempt`: a text taken back before it was sent leaves its number to the next.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE", federal_may="SELECT")
    report = _of(Report)
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
    report = _of(Report)
    version = _of(Version)
    capacity = models.CharField(_("qualité"), max_length=10, choices=Capacity)
    name = models.CharField(_("nom"), max_length=120)
    member = _of(Membership)
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


class TimeRequest(CentreOwned):
    """A centre asks for another delay, with its reason. An answer is a new `due`."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    report = _of(Report)
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
    report = _of(Report)
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
    report = _of(Report)
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
    report = _of(Report)
    version = _of(Version)
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
    sampled = _of(Sampled)
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
    sampled = _of(Sampled)
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
    sampled = _of(Sampled)
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


class Acceptance(CentreOwned):
    """What the minister approved of one line of the programme: `told` by the report, `cents` of it accepted.

    One row a line and a text, added with the approval. Above the amount of the grant it is kept as it is.
    """

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    report = _of(Report)
    version = _of(Version)
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
