"""A month worked out and kept on purpose. Written once: a correction is a new row that says why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet
from jalon.domain.people.models import Person


class MonthResultQuerySet(CentreQuerySet):
    """Results by whose and by whether they still stand."""

    def of(self, person_id: object) -> "MonthResultQuerySet":
        """Those of one person, the latest month first, corrections before what they correct."""
        return self.filter(person_id=person_id).order_by("-month", "-made_at")

    def standing(self) -> "MonthResultQuerySet":
        """Not corrected since."""
        return self.exclude(models.Exists(MonthResult.objects.filter(corrects=models.OuterRef("pk"))))


class MonthResult(CentreOwned):
    """What was asked, what the law answered then, and with which parameters. The database refuses every change.

    `inputs` is an `Asked` as JSON, `answer` what `reckoning.recorded` gave; amounts are cents. `parameters`: the
    fingerprint of the law's parameters (`jalon.law.parameters.fingerprint`).
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="month_results", db_index=False)
    month = models.DateField(_("mois"))
    inputs = models.JSONField()
    answer = models.JSONField()
    parameters = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    support = models.PositiveIntegerField()
    disposable = models.PositiveIntegerField()
    author = CentreForeignKey(Membership, verbose_name=_("auteur"), related_name="+", db_index=False)
    made_on = models.DateField(_("gardé le"))
    made_at = models.DateTimeField(_("gardé à"))
    corrects = CentreForeignKey(
        "self", verbose_name=_("corrige"), null=True, related_name="corrections", db_index=False
    )
    reason = models.CharField(_("raison de la correction"), max_length=500, blank=True)
    key = models.UUIDField(null=True, editable=False)  # the form's own, so that a form sent twice keeps one result

    objects = CentreManager.from_queryset(MonthResultQuerySet)()

    class Meta:
        verbose_name = _("calcul d’un mois de travail")
        verbose_name_plural = _("calculs de mois de travail")
        indexes = [models.Index(fields=["centre", "person", "-month", "-made_at"], name="monthresult_person")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "key"], name="monthresult_key_once"),
            models.UniqueConstraint(
                fields=["centre", "corrects"],
                name="monthresult_corrected_once",
                violation_error_message=_("Ce calcul a déjà une correction."),
            ),
            models.CheckConstraint(
                name="monthresult_first_of_month",
                condition=Q(month__day=1),
                violation_error_message=_("Un mois s’écrit par son premier jour."),
            ),
            models.CheckConstraint(
                name="monthresult_correction_says_why",
                condition=Q(corrects__isnull=True, reason="") | (Q(corrects__isnull=False) & ~Q(reason="")),
                violation_error_message=_("Une correction dit pourquoi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.month:%Y-%m}"
