"""A scenario: a question asked of a population or of files, and its answer, kept under a name."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet


class Kind(models.TextChoices):
    """What was asked."""

    POPULATION = "population", _("réforme, sur une population")
    WORKLOAD = "workload", _("charge de travail d’un régime")
    PERSON = "person", _("réforme, pour une personne type")


class ScenarioQuerySet(CentreQuerySet):
    """Scenarios in order."""

    def newest(self) -> "ScenarioQuerySet":
        """The last kept first."""
        return self.select_related("author").order_by("-made_at")


class Kept(models.Model):
    """Written once: another question is another scenario. The database refuses every change.

    `question` and `answer` are plain JSON; of a population only a report is kept (`jalon.simulation.report`), never a
    row. `parameters`: the fingerprint of the law's parameters.
    """

    kind = models.CharField(_("sorte"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("nom"), max_length=80)
    notes = models.TextField(_("notes"), blank=True)
    question = models.JSONField()
    answer = models.JSONField()
    parameters = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    made_on = models.DateField(_("gardé le"))
    made_at = models.DateTimeField(_("gardé à"))
    key = models.UUIDField(null=True, editable=False)  # the form's own, so that a form sent twice keeps one scenario

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Scenario(Kept, CentreOwned):
    """A centre's: its own members read it."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    author = CentreForeignKey(Membership, verbose_name=_("auteur"), related_name="+", db_index=False)

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


class FederalScenario(Kept):
    """The administration's: all of it reads it, no centre does."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    author = models.ForeignKey(FederalMembership, models.PROTECT, verbose_name=_("auteur"), related_name="+")

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("scénario de l’administration")
        verbose_name_plural = _("scénarios de l’administration")
        indexes = [models.Index(fields=["-made_at"], name="federalscenario_newest")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="federalscenario_key_once"),
            models.CheckConstraint(name="federalscenario_kind", condition=models.Q(kind__in=Kind.values)),
            models.CheckConstraint(name="federalscenario_named", condition=~models.Q(title="")),
        ]
