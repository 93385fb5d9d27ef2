"""What is done along a trajectory, and every classification made of an action or a module."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.enums import ActionState, Activity, Counts, Presence
from jalon.domain.activation.models.modules import Classifiable, Module
from jalon.domain.activation.models.trajectories import Trajectory
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned


class Participation(CentreOwned):
    """Somebody in a module."""

    trajectory = CentreForeignKey(Trajectory, related_name="participations", db_index=False)
    module = CentreForeignKey(Module, related_name="participations")
    joined_on = models.DateField(_("depuis le"))
    left_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    presence = models.CharField(_("participation"), max_length=12, choices=Presence, default=Presence.ENROLLED)
    note = models.CharField(_("remarque"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "trajectory", "module"],
                name="participation_once",
                violation_error_message=_("La personne participe déjà à ce module."),
            ),
            models.CheckConstraint(
                name="participation_dates",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                violation_error_message=_("La fin vient avant le début."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.joined_on}"


class Action(Classifiable, CentreOwned):
    """Something the person does on their own way, outside the modules."""

    trajectory = CentreForeignKey(Trajectory, related_name="actions")
    text = models.CharField(_("action"), max_length=300)
    state = models.CharField(_("état"), max_length=8, choices=ActionState, default=ActionState.TO_DO)
    noted_on = models.DateField(_("notée le"))
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    settled_on = models.DateField(_("le"), null=True, blank=True)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(
                name="action_settled_on_a_day",
                condition=Q(state=ActionState.TO_DO, settled_on__isnull=True)
                | (~Q(state=ActionState.TO_DO) & Q(settled_on__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Classification(CentreOwned):
    """How a module or an action was classified, append-only: what the list says, or what a person decided and why."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    module = CentreForeignKey(Module, related_name="classifications", null=True)
    action = CentreForeignKey(Action, related_name="classifications", null=True)
    activity = models.CharField(max_length=20, choices=Activity)
    trade = models.BooleanField(null=True)
    before_job = models.BooleanField(null=True)
    unready = models.BooleanField(null=True)
    listed = models.CharField(_("selon la liste"), max_length=12, choices=Counts)
    counts = models.CharField(_("compte comme"), max_length=12, choices=Counts)
    lines = models.JSONField(default=list)
    is_decision = models.BooleanField(_("décidé par une personne"), default=False)
    reason = models.TextField(_("raison"), blank=True)
    author = CentreForeignKey(Membership, related_name="+", db_index=False)
    on = models.DateField(_("le"))
    at = models.DateTimeField(_("enregistré à"))

    class Meta:
        verbose_name = _("classement")
        verbose_name_plural = _("classements")
        constraints = [
            models.CheckConstraint(
                name="classification_of_one_thing",
                condition=Q(module__isnull=True, action__isnull=False) | Q(module__isnull=False, action__isnull=True),
            ),
            models.CheckConstraint(
                name="classification_decision_says_why",
                condition=Q(is_decision=False, counts=F("listed"))
                | (Q(is_decision=True) & ~Q(reason="") & ~Q(counts=Counts.TO_DECIDE)),
                violation_error_message=_("Une décision dit pourquoi."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_counts_display()
