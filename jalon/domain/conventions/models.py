"""Conventions and what hangs on them. A centre reads its own; the administration reads what was sent to it.

The rights of each table say who writes what; migration 0002 adds what a right cannot say: which side makes which
move, that a signature is on the last text, that no advance is due before the minister signed. No person's data.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.conventions.enums import Capacity, Noted, State, Told
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.subsidies.models import Award


class Convention(CentreOwned):
    """One centre under one line of a programme; `number` 0 is the convention, 1, 2… its amendments.

    `facts`: titles, period, form, payments and source as they were when the centre was invited, as plain JSON.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE", federal_may="SELECT, INSERT, UPDATE")
    award = CentreForeignKey(Award, related_name="+", db_index=False)
    amends = CentreForeignKey("self", null=True, related_name="+", db_index=False)
    programme_id = models.UUIDField(editable=False)
    line = models.CharField(_("ligne"), max_length=40)
    number = models.PositiveSmallIntegerField(_("numéro"), default=0)
    cents = models.BigIntegerField(_("montant"))
    facts = models.JSONField()
    language = models.CharField(_("langue"), max_length=2, choices=Language)
    state = models.CharField(_("état"), max_length=14, choices=State, default=State.INVITED)
    state_since = models.DateTimeField(_("depuis"))
    invited_at = models.DateTimeField(_("invitée à"))
    entry_until = models.DateField(_("à envoyer au plus tard"))
    sign_until = models.DateField(_("à signer au plus tard"), null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "programme_id", "line", "number"],
                name="convention_once",
                violation_error_message=_("Ce centre a déjà cette convention."),
            ),
            models.CheckConstraint(name="convention_not_negative", condition=Q(cents__gte=0)),
            models.CheckConstraint(
                name="convention_amends_when_numbered",
                condition=Q(number=0, amends__isnull=True) | Q(number__gt=0, amends__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["centre", "state"], name="convention_state")]

    def __str__(self) -> str:
        return f"{self.line} {self.number}"


class Draft(CentreOwned):
    """What a centre is writing. The administration has no right here at all."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    fields = models.JSONField(default=dict)
    reply = models.TextField(_("réponse aux remarques"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField()
    saved_by = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("texte en préparation")
        verbose_name_plural = _("textes en préparation")
        constraints = [models.UniqueConstraint(fields=["centre", "convention"], name="conventiondraft_one")]

    def __str__(self) -> str:
        return f"{self.convention_id}"


class Version(CentreOwned):
    """A text as it was sent. `content`: canonical JSON; signatures bind its `sha256`."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"))
    content = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(_("envoyée à"))
    sent_by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("texte envoyé")
        verbose_name_plural = _("textes envoyés")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "convention", "number"],
                name="conventionversion_number",
                violation_error_message=_("Quelqu’un d’autre vient d’envoyer ce texte."),
            ),
            models.CheckConstraint(name="conventionversion_hash", condition=Q(sha256=sha256_of("content"))),
        ]

    def __str__(self) -> str:
        return f"{self.convention_id} v{self.number}"


class Note(CentreOwned):
    """What the administration wrote for itself on one text: checks, remarks being prepared, advice. Never changed.

    The last one is the analysis as it stands; together they are the journal of acts the centre does not read.
    """

    centre = OwnedByCentre(app_may="", federal_may="SELECT, INSERT")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    version_number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("acte"), max_length=12, choices=Noted)
    checks = models.JSONField(default=list)
    remarks = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("note de l’administration")
        verbose_name_plural = _("notes de l’administration")
        indexes = [models.Index(fields=["centre", "convention", "at"], name="conventionnote_in_order")]

    def __str__(self) -> str:
        return self.kind


class Answer(CentreOwned):
    """What the administration told the centre: invitation, delay, remarks per field, decision. Never changed."""

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    kind = models.CharField(_("acte"), max_length=12, choices=Told)
    version_number = models.PositiveSmallIntegerField(default=0)
    remarks = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    until = models.DateField(null=True)
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("réponse de l’administration")
        verbose_name_plural = _("réponses de l’administration")
        indexes = [models.Index(fields=["centre", "convention", "at"], name="conventionanswer_in_order")]

    def __str__(self) -> str:
        return self.kind


class TimeRequest(CentreOwned):
    """A centre asks for another delay, with its reason. An answer is a new `entry_until`."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    reason = models.TextField(_("raison"))
    at = models.DateTimeField(_("à"))
    by_name = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("demande de délai")
        verbose_name_plural = _("demandes de délai")
        indexes = [models.Index(fields=["centre", "convention", "at"], name="conventiontimerequest_in_order")]

    def __str__(self) -> str:
        return f"{self.convention_id}"


class Paper(CentreOwned):
    """The text to sign, made from the template when the minister accepts: frozen bytes of one version."""

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    version = CentreForeignKey(Version, related_name="+", db_index=False)
    language = models.CharField(max_length=2, choices=Language)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("texte à signer")
        verbose_name_plural = _("textes à signer")
        constraints = [
            models.UniqueConstraint(fields=["centre", "version"], name="conventionpaper_of_version"),
            models.CheckConstraint(name="conventionpaper_hash", condition=Q(sha256=sha256_of("content", text=False))),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}"


class Signature(CentreOwned):
    """Somebody signed one text. `version_hash` and `paper_hash` are what they were shown."""

    centre = OwnedByCentre(app_may="SELECT, INSERT", federal_may="SELECT, INSERT")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    version = CentreForeignKey(Version, related_name="+", db_index=False)
    capacity = models.CharField(_("qualité"), max_length=10, choices=Capacity)
    name = models.CharField(_("nom"), max_length=120)
    member = CentreForeignKey(Membership, null=True, related_name="+", db_index=False)
    version_hash = models.CharField(max_length=64)
    paper_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("signé à"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "version", "capacity"],
                name="conventionsignature_once",
                violation_error_message=_("Ce texte est déjà signé en cette qualité."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.name}"


class Advance(CentreOwned):
    """An advance that is due since the minister signed: an amount to pay, not a payment."""

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    convention = CentreForeignKey(Convention, related_name="+", db_index=False)
    signature = CentreForeignKey(Signature, related_name="+", db_index=False)
    cents = models.BigIntegerField(_("montant"))
    percent = models.CharField(max_length=20)
    due_since = models.DateField(_("due depuis"))

    class Meta:
        verbose_name = _("avance due")
        verbose_name_plural = _("avances dues")
        constraints = [
            models.UniqueConstraint(fields=["centre", "convention"], name="conventionadvance_once"),
            models.CheckConstraint(name="conventionadvance_not_negative", condition=Q(cents__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.cents}"
