"""A proposal and what stands behind it, the council's decision, its notification.

The database itself refuses a proposal about somebody without the right to social integration (migration 0002).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned
from jalon.domain.documents.models import Document
from jalon.domain.people.models import Person
from jalon.domain.piis.models import Commitment, Evaluation, Piis
from jalon.domain.sanctions.enums import Reprieve, Scope, State
from jalon.domain.sanctions.querysets import ProposalQuerySet


class Proposal(CentreOwned):
    """Everything a council must have read before it may sanction. Nothing in it has a default against the person."""

    person = CentreForeignKey(Person, related_name="sanction_proposals")
    piis = CentreForeignKey(Piis, related_name="sanction_proposals")
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.DRAFT)
    author = CentreForeignKey(Membership, related_name="+", db_index=False)
    opened_on = models.DateField(_("commencée le"))
    facts = models.TextField(_("les faits"), blank=True)
    facts_on = models.DateField(_("date des faits"), null=True, blank=True)
    reasons_of_person = models.TextField(_("ce que la personne dit de ces faits"), blank=True)
    has_legitimate_reason = models.BooleanField(_("la personne a un motif légitime"), null=True)
    tried = models.TextField(_("ce qui a été essayé d’autre"), blank=True)
    asked = models.TextField(_("ce qui est demandé à la personne"), blank=True)
    asked_by = models.DateField(_("pour le"), null=True, blank=True)
    notice_sent_on = models.DateField(_("mise en demeure envoyée le"), null=True, blank=True)
    notice = CentreForeignKey(Document, related_name="+", null=True, db_index=False)
    hearing_on = models.DateTimeField(_("audition proposée pour le"), null=True, blank=True)
    hearing_place = models.CharField(_("lieu de l’audition"), max_length=200, blank=True)
    heard_on = models.DateField(_("entendue le"), null=True, blank=True)
    heard_words = models.TextField(_("ce que la personne a dit"), blank=True)
    advice = models.TextField(_("avis du travailleur social"), blank=True)
    advice_on = models.DateField(_("avis donné le"), null=True, blank=True)
    advice_by = CentreForeignKey(Membership, related_name="+", null=True, db_index=False)
    submitted_on = models.DateField(_("transmise le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreManager.from_queryset(ProposalQuerySet)()

    class Meta:
        verbose_name = _("proposition de sanction")
        verbose_name_plural = _("propositions de sanction")
        indexes = [models.Index(fields=["centre", "state", "opened_on"], name="proposal_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "piis"],
                condition=Q(state__in=[State.DRAFT, State.SUBMITTED, State.DECIDED]),
                name="proposal_one_open_per_piis",
                violation_error_message=_("Une proposition est déjà ouverte pour ce PIIS."),
            ),
            models.CheckConstraint(
                name="proposal_never_against_legitimate_reason",
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN, State.REFUSED]) | Q(has_legitimate_reason=False),
                violation_error_message=_("Un motif légitime exclut toute sanction."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.opened_on}"


class CitedCommitment(CentreOwned):
    """A commitment of the person, not kept by their own cause, that the proposal rests on."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, DELETE")
    proposal = CentreForeignKey(Proposal, related_name="cited_commitments", db_index=False)
    commitment = CentreForeignKey(Commitment, related_name="+")

    class Meta:
        verbose_name = _("engagement invoqué")
        verbose_name_plural = _("engagements invoqués")
        constraints = [models.UniqueConstraint(fields=["centre", "proposal", "commitment"], name="cited_once")]

    def __str__(self) -> str:
        return f"{self.commitment_id}"


class CitedAbsence(CentreOwned):
    """An evaluation the person did not come to. One that the centre or an organiser cancelled is never cited."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, DELETE")
    proposal = CentreForeignKey(Proposal, related_name="cited_absences", db_index=False)
    evaluation = CentreForeignKey(Evaluation, related_name="+")

    class Meta:
        verbose_name = _("absence invoquée")
        verbose_name_plural = _("absences invoquées")
        constraints = [models.UniqueConstraint(fields=["centre", "proposal", "evaluation"], name="absence_cited_once")]

    def __str__(self) -> str:
        return f"{self.evaluation_id}"


class LatenessExplained(CentreOwned):
    """Why the centre itself is late with one of its commitments; until then the proposal goes nowhere."""

    proposal = CentreForeignKey(Proposal, related_name="explanations", db_index=False)
    commitment = CentreForeignKey(Commitment, related_name="+")
    explanation = models.TextField(_("explication du retard du centre"))
    author = CentreForeignKey(Membership, related_name="+", db_index=False)
    on = models.DateField(_("le"))

    class Meta:
        verbose_name = _("retard du centre expliqué")
        verbose_name_plural = _("retards du centre expliqués")
        constraints = [models.UniqueConstraint(fields=["centre", "proposal", "commitment"], name="explained_once")]

    def __str__(self) -> str:
        return f"{self.commitment_id}"


class SanctionDecision(CentreOwned):
    """What the council decided, with the limits of the law it was shown. Written once."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    proposal = CentreForeignKey(Proposal, related_name="decisions", db_index=False)
    person = CentreForeignKey(Person, related_name="sanctions", db_index=False)
    decided_on = models.DateField(_("décidée le"))
    scope = models.CharField(_("étendue"), max_length=7, choices=Scope)
    withheld_cents = models.PositiveIntegerField(_("retenu par mois, en centimes"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("durée en mois"))
    is_recidivism = models.BooleanField(_("récidive"), default=False)
    reprieve = models.CharField(_("sursis"), max_length=7, choices=Reprieve)
    reprieve_until = models.DateField(_("sursis jusqu’au"), null=True, blank=True)
    reprieve_words = models.CharField(_("ce que couvre le sursis"), max_length=300, blank=True)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"))
    start_reading = models.CharField(_("lecture de la règle de départ"), max_length=40)
    motivation = models.TextField(_("motivation"))
    lines = models.JSONField(_("règles montrées"), default=list)
    recorded_by = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("décision de sanction")
        verbose_name_plural = _("décisions de sanction")
        indexes = [
            models.Index(fields=["centre", "decided_on"], name="sanction_by_day"),
            models.Index(fields=["centre", "person", "decided_on"], name="sanction_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["centre", "proposal"], name="sanction_one_decision"),
            models.CheckConstraint(
                name="sanction_withheld",
                condition=Q(scope=Scope.TOTAL, withheld_cents__isnull=True)
                | Q(scope=Scope.PARTIAL, withheld_cents__gte=1),
                violation_error_message=_("Une suspension partielle dit le montant retenu par mois."),
            ),
            models.CheckConstraint(
                name="sanction_length",
                condition=Q(months=1) | Q(is_recidivism=True, months__gte=1, months__lte=3),
                violation_error_message=_("Un mois au plus, trois en cas de récidive dans l’année."),
            ),
            models.CheckConstraint(
                name="sanction_dates",
                condition=Q(starts_on__gt=F("decided_on"), ends_on__gt=F("starts_on")),
                violation_error_message=_("La sanction commence après la décision."),
            ),
            models.CheckConstraint(
                name="sanction_is_motivated",
                condition=~Q(motivation=""),
                violation_error_message=_("Une sanction se motive."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.starts_on}"


class Notification(CentreOwned):
    """The decision reached the person: the paper, the day and until when they may appeal. Written once."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    decision = CentreForeignKey(SanctionDecision, related_name="notifications", db_index=False)
    document = CentreForeignKey(Document, related_name="+", db_index=False)
    notified_on = models.DateField(_("notifiée le"))
    appeal_until = models.DateField(_("recours jusqu’au"))
    recorded_by = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [models.UniqueConstraint(fields=["centre", "decision"], name="notification_once")]

    def __str__(self) -> str:
        return f"{self.notified_on}"


class ProposalEvent(CentreOwned):
    """One act on a proposal, append-only, so that a figure of a past day stays what it was."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    proposal = CentreForeignKey(Proposal, related_name="events", db_index=False)
    number = models.PositiveSmallIntegerField()
    act = models.CharField(_("acte"), max_length=9)
    source = models.CharField(_("de"), max_length=9, choices=State, blank=True)
    target = models.CharField(_("vers"), max_length=9, choices=State)
    on = models.DateField(_("le"))
    at = models.DateTimeField(_("enregistré à"))
    actor = CentreForeignKey(Membership, related_name="+", db_index=False)
    reason = models.TextField(_("raison"), blank=True)
    key = models.UUIDField(null=True, editable=False)  # the form's own, so that a form sent twice acts once

    class Meta:
        verbose_name = _("acte sur une proposition")
        verbose_name_plural = _("actes sur des propositions")
        constraints = [
            models.UniqueConstraint(fields=["centre", "proposal", "number"], name="proposalevent_number"),
            models.UniqueConstraint(fields=["centre", "key"], name="proposalevent_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"
