"""The exact texts people sign: versions, what became of each, amendments being prepared, signatures.

A version and a signature are written once: the application may insert and read them, nothing else, and the database
itself refuses a signature on another hash, on an old version, or before the time to think is over (migration 0002).
"""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.documents.models import Document
from jalon.domain.piis.enums import AmendmentState, Fate, Method, Side, VersionReason
from jalon.domain.piis.models.project import Piis, ThirdParty


class Amendment(CentreOwned):
    """A change of a running PIIS. `draft`: the whole new text, shaped as a version’s content."""

    piis = CentreForeignKey(Piis, related_name="amendments", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"))
    state = models.CharField(_("état"), max_length=9, choices=AmendmentState, default=AmendmentState.DRAFT)
    asked_by = models.CharField(_("demandé par"), max_length=6, choices=Side, blank=True)
    reason = models.TextField(_("raison"), blank=True)
    effective_on = models.DateField(_("prend effet le"))
    is_extension = models.BooleanField(_("prolongation"), default=False)
    must_sign = models.BooleanField(_("doit être signé"), default=True)
    draft = models.JSONField(default=dict, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("avenant")
        verbose_name_plural = _("avenants")
        indexes = [models.Index(fields=["centre", "state", "effective_on"], name="amendment_by_effect")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "piis", "number"], name="amendment_number"),
            models.UniqueConstraint(
                fields=["centre", "piis"],
                condition=Q(state__in=AmendmentState.open()),
                name="amendment_one_open",
                violation_error_message=_("Un avenant est déjà en cours pour ce PIIS."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class PiisVersion(CentreOwned):
    """An exact text, with its hash and its paper. `content` is canonical JSON; the document is made from it alone."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    piis = CentreForeignKey(Piis, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("raison"), max_length=9, choices=VersionReason)
    amendment = CentreForeignKey(Amendment, verbose_name=_("avenant"), related_name="versions", null=True)
    language = models.CharField(_("langue"), max_length=2, choices=Language)
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    document = CentreForeignKey(Document, related_name="+", db_index=False)
    translation = CentreForeignKey(Document, related_name="+", null=True, db_index=False)
    handed_over_on = models.DateField(_("remis le"))
    may_sign_from = models.DateField(_("peut être signé dès le"))
    must_sign = models.BooleanField(_("doit être signé"), default=True)
    made_at = models.DateTimeField(_("fait à"))
    made_by = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("version du texte")
        verbose_name_plural = _("versions du texte")
        constraints = [
            models.UniqueConstraint(fields=["centre", "piis", "number"], name="version_number"),
            models.CheckConstraint(name="version_hash_of_content", condition=Q(sha256=sha256_of("content"))),
            models.CheckConstraint(
                name="version_amendment",
                condition=Q(reason=VersionReason.FIRST, amendment__isnull=True)
                | Q(reason=VersionReason.AMENDMENT, amendment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def data(self) -> dict[str, Any]:
        """The content as data; see `piis.content` for its shape."""
        return json.loads(self.content)


class VersionEvent(CentreOwned):
    """What became of a version, append-only: in force, taken back, replaced…"""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    version = CentreForeignKey(PiisVersion, related_name="fates", db_index=False)
    fate = models.CharField(_("sort"), max_length=10, choices=Fate)
    on = models.DateField(_("le"))
    at = models.DateTimeField(_("enregistré à"))

    class Meta:
        verbose_name = _("sort d’une version")
        verbose_name_plural = _("sorts des versions")
        constraints = [models.UniqueConstraint(fields=["centre", "version", "fate"], name="version_fate_once")]

    def __str__(self) -> str:
        return self.get_fate_display()


class Signature(CentreOwned):
    """One party's signature on one version, once.

    Recorded by a member, or written by the person themselves in their own space (`Method.OWN`, ADR 21): then nobody
    recorded it, and `proof` says which second way was used, since when, and who confirmed it face to face.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    version = CentreForeignKey(PiisVersion, related_name="signatures", db_index=False)
    side = models.CharField(_("partie"), max_length=6, choices=Side)
    third_party = CentreForeignKey(ThirdParty, related_name="signatures", null=True)
    method = models.CharField(_("manière"), max_length=5, choices=Method)
    name = models.CharField(_("nom"), max_length=220)
    capacity = models.CharField(_("en qualité de"), max_length=120, blank=True)
    picture = models.BinaryField(null=True, editable=False)
    scan = CentreForeignKey(Document, verbose_name=_("papier signé"), related_name="+", null=True)
    signed_on = models.DateField(_("signé le"))
    signed_at = models.DateTimeField(_("enregistré à"))
    recorded_by = CentreForeignKey(Membership, related_name="+", null=True, db_index=False)
    proof = models.JSONField(null=True, editable=False)
    hash = models.CharField(_("empreinte signée"), max_length=64)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "version", "side", "third_party"],
                nulls_distinct=False,
                name="signature_once_per_party",
                violation_error_message=_("Cette partie a déjà signé ce texte."),
            ),
            models.CheckConstraint(
                name="signature_party",
                condition=Q(side=Side.THIRD, third_party__isnull=False)
                | (~Q(side=Side.THIRD) & Q(third_party__isnull=True)),
            ),
            models.CheckConstraint(
                name="signature_shows_how",
                condition=Q(method=Method.TYPED, picture__isnull=True, scan__isnull=True)
                | Q(method=Method.DRAWN, picture__isnull=False, scan__isnull=True)
                | Q(method=Method.PAPER, picture__isnull=True, scan__isnull=False)
                | Q(method=Method.OWN, picture__isnull=True, scan__isnull=True),
            ),
            models.CheckConstraint(
                name="signature_by_whom",
                condition=Q(method=Method.OWN, side=Side.PERSON, recorded_by__isnull=True, proof__isnull=False)
                | (~Q(method=Method.OWN) & Q(recorded_by__isnull=False, proof__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.signed_on}"
