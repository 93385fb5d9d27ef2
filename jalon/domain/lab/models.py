"""A scenario: a question asked of a population or of a centre's files, and its answer, kept under a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet


class Kind(models.TextChoices):
    """What was asked."""

    POPULATION = "population", _("réforme, sur une population")
    WORKLOAD = "workload", _("charge de travail d’un régime")


class ScenarioQuerySet(CentreQuerySet):
    """Scenarios in order."""

    def newest(self) -> "ScenarioQuerySet":
        """The last kept first."""
        return self.select_related("author").order_by("-made_at")


class Scenario(CentreOwned):
    """Written once: another question is another scenario. The database refuses every change.

    `question` and `answer` are plain JSON; of a population only a report is kept (`jalon.simulation.report`), never a
    row. `parameters`: the fingerprint of the law's parameters.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    kind = models.CharField(_("sorte"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("nom"), max_length=80)
    notes = models.TextField(_("notes"), blank=True)
    question = models.JSONField()
    answer = models.JSONField()
    parameters = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    author = CentreForeignKey(Membership, verbose_name=_("auteur"), related_name="+", db_index=False)
    made_on = models.DateField(_("gardé le"))
    made_at = models.DateTimeField(_("gardé à"))
    key = models.UUIDField(null=True, editable=False)  # the form's own, so that a form sent twice keeps one scenario

    objects = CentreManager.from_queryset(ScenarioQuerySet)()

    class Meta:
        verbose_name = _("scénario")
        verbose_name_plural = _("scénarios")
        indexes = [models.Index(fields=["centre", "-made_at"], name="scenario_newest")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "key"], name="scenario_key_once"),
            models.CheckConstraint(
                name="scenario_kind",
                condition=models.Q(kind__in=Kind.values),
                violation_error_message=_("Un scénario est d’une sorte connue."),
            ),
            models.CheckConstraint(
                name="scenario_named",
                condition=~models.Q(title=""),
                violation_error_message=_("Un scénario a un nom."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
