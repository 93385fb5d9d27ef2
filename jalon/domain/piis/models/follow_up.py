"""What the council decided, what each evaluation found, how the project ended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned
from jalon.domain.documents.models import Document
from jalon.domain.piis.enums import (
    AbsenceCause,
    Cause,
    CommitmentState,
    DecisionOutcome,
    EndReason,
    EvaluationState,
    Method,
    Opinion,
    Outcome,
)
from jalon.domain.piis.models.evaluation_querysets import EvaluationQuerySet
from jalon.domain.piis.models.project import Commitment, Piis
from jalon.domain.piis.models.texts import PiisVersion


class Decision(CentreOwned):
    """What the council (or the special committee) decided on a signed text."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    piis = CentreForeignKey(Piis, related_name="decisions")
    version = CentreForeignKey(PiisVersion, related_name="decisions", db_index=False)
    outcome = models.CharField(_("décision"), max_length=9, choices=DecisionOutcome)
    decided_on = models.DateField(_("décidé le"))
    explanation = models.TextField(_("motivation"), blank=True)
    recorded_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    at = models.DateTimeField(_("enregistré à"))

    class Meta:
        verbose_name = _("décision du Conseil")
        verbose_name_plural = _("décisions du Conseil")
        constraints = [models.UniqueConstraint(fields=["centre", "version"], name="decision_one_per_version")]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Ending(CentreOwned):
    """How and why the project ended, and what it brought."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    piis = CentreForeignKey(Piis, related_name="endings", db_index=False)
    reason = models.CharField(_("raison"), max_length=15, choices=EndReason)
    outcome = models.CharField(_("résultat"), max_length=12, choices=Outcome)
    effective_on = models.DateField(_("dernier jour"))
    explanation = models.TextField(_("explication"), blank=True)
    recorded_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    at = models.DateTimeField(_("enregistré à"))

    class Meta:
        verbose_name = _("fin de PIIS")
        verbose_name_plural = _("fins de PIIS")
        indexes = [models.Index(fields=["centre", "effective_on"], name="ending_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "piis"], name="ending_once"),
            models.CheckConstraint(
                name="ending_other_is_explained",
                condition=~Q(reason=EndReason.OTHER) | ~Q(explanation=""),
                violation_error_message=_("Expliquez cette autre raison en quelques mots."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Evaluation(CentreOwned):
    """A moment to look at the project together: planned, then held or missed. After that it never changes."""

    piis = CentreForeignKey(Piis, related_name="evaluations", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"))
    state = models.CharField(_("état"), max_length=9, choices=EvaluationState, default=EvaluationState.PLANNED)
    due_on = models.DateField(_("attendue pour le"))
    planned_for = models.DateTimeField(_("rendez-vous le"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    in_person = models.BooleanField(_("en personne"), default=True)
    held_on = models.DateField(_("faite le"), null=True, blank=True)
    absence_cause = models.CharField(_("pourquoi"), max_length=13, choices=AbsenceCause, blank=True)
    absence_note = models.TextField(_("explication"), blank=True)
    bilan_id = models.UUIDField(_("bilan social"), null=True, blank=True)
    went_well = models.TextField(_("ce qui va bien"), blank=True)
    is_hard = models.TextField(_("ce qui est difficile"), blank=True)
    next_steps = models.TextField(_("la suite"), blank=True)
    opinion = models.CharField(_("avis de la personne"), max_length=9, choices=Opinion, blank=True)
    person_comment = models.TextField(_("commentaire de la personne"), blank=True)
    next_on = models.DateField(_("prochaine évaluation le"), null=True, blank=True)
    signature_method = models.CharField(_("signature"), max_length=5, choices=Method, blank=True)
    signature_name = models.CharField(_("nom"), max_length=220, blank=True)
    signature_picture = models.BinaryField(null=True, editable=False)
    document = CentreForeignKey(Document, related_name="+", null=True, db_index=False)
    recorded_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(_("enregistré à"))
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreManager.from_queryset(EvaluationQuerySet)()

    class Meta:
        verbose_name = _("évaluation")
        verbose_name_plural = _("évaluations")
        indexes = [
            models.Index(
                fields=["centre", "held_on"],
                include=["piis", "state", "in_person", "absence_cause"],
                name="evaluation_by_day",
            ),
            models.Index(fields=["centre", "state", "planned_for"], name="evaluation_by_appointment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["centre", "piis", "number"], name="evaluation_number"),
            models.UniqueConstraint(
                fields=["centre", "piis", "held_on"],
                condition=Q(state__in=[EvaluationState.HELD, EvaluationState.MISSED]),
                name="evaluation_one_a_day",
                violation_error_message=_("Une évaluation de ce PIIS est déjà enregistrée à cette date."),
            ),
            models.UniqueConstraint(
                fields=["centre", "piis"],
                condition=Q(state=EvaluationState.PLANNED),
                name="evaluation_one_planned",
                violation_error_message=_("Un rendez-vous est déjà prévu pour ce PIIS."),
            ),
            models.CheckConstraint(
                name="evaluation_held_or_missed_is_dated",
                condition=Q(state__in=[EvaluationState.PLANNED, EvaluationState.CANCELLED], held_on__isnull=True)
                | Q(state__in=[EvaluationState.HELD, EvaluationState.MISSED], held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="evaluation_absence_has_a_cause",
                condition=(Q(state=EvaluationState.MISSED) & ~Q(absence_cause=""))
                | (~Q(state=EvaluationState.MISSED) & Q(absence_cause="")),
                violation_error_message=_("Dites pourquoi l’évaluation n’a pas eu lieu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class CommitmentReview(CentreOwned):
    """The state of one commitment on one day, append-only; most are made during an evaluation."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    commitment = CentreForeignKey(Commitment, related_name="reviews", db_index=False)
    evaluation = CentreForeignKey(Evaluation, related_name="reviews", null=True)
    state = models.CharField(_("état"), max_length=9, choices=CommitmentState)
    cause = models.CharField(_("à cause de"), max_length=13, choices=Cause, blank=True)
    comment = models.TextField(_("commentaire"), blank=True)
    on = models.DateField(_("le"))
    at = models.DateTimeField(_("enregistré à"))
    actor = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("état d’un engagement")
        verbose_name_plural = _("états des engagements")
        indexes = [
            models.Index(fields=["centre", "commitment", "on", "at"], name="review_by_commitment"),
            models.Index(fields=["centre", "on"], include=["commitment"], name="review_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="review_cause_when_not_kept",
                condition=(Q(state=CommitmentState.NOT_KEPT) & ~Q(cause=""))
                | Q(state=CommitmentState.PARTLY)
                | (~Q(state__in=[CommitmentState.NOT_KEPT, CommitmentState.PARTLY]) & Q(cause="")),
                violation_error_message=_("Dites à cause de qui l’engagement n’a pas été tenu."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
