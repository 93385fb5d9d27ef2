"""A trajectory of social activation: from a bilan, by a plan, to one of four results, in one year at most."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Left, Trim
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.enums import Phase, Result
from jalon.domain.core.fields import CentreForeignKey
from jalon.domain.core.json_rows import rows
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person
from jalon.domain.people.told import of_person
from jalon.domain.piis.models import Piis


def really() -> Func:
    """SQL daterange a trajectory covers: until its real end when it has one."""
    last = Coalesce(F("ended_on"), F("until"))
    return Func(F("starts_on"), last, Value("[]"), function="daterange", output_field=DateRangeField())


def a_year_later() -> Func:
    """SQL: the same day of the next year."""
    return Func(F("starts_on"), template="(%(expressions)s + interval '1 year')::date", output_field=models.DateField())


class TrajectoryQuerySet(CentreQuerySet):
    """Trajectories by where they stand."""

    def running(self) -> "TrajectoryQuerySet":
        """Not concluded yet."""
        return self.filter(ended_on=None)

    def touching(self, first: date, last: date) -> "TrajectoryQuerySet":
        """Under way on at least one day of the period."""
        return self.annotate(last_day=Coalesce("ended_on", "until")).filter(starts_on__lte=last, last_day__gte=first)


class Trajectory(CentreOwned):
    """One person's way. Its phase is read from what it holds; its result is decided by a person, once, with the reason.

    `receives` is the status on the first day ("": none recorded); `measured_by` the instrument whose measurements say
    which way the person went; `measured_from` the first day on which one belongs here (the bilan comes first).
    """

    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="trajectories", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"), editable=False)
    starts_on = models.DateField(_("du"))
    until = models.DateField(_("au plus tard le"))
    measured_from = models.DateField(_("mesures depuis le"), editable=False)
    receives = models.CharField(_("aide reçue au début"), max_length=10, choices=StatusKind, blank=True)
    measured_by = models.CharField(_("instrument de mesure"), max_length=60, default="bilan")
    bilan = CentreForeignKey(Bilan, verbose_name=_("bilan social"), related_name="+", null=True, db_index=False)
    piis = CentreForeignKey(Piis, verbose_name=_("PIIS"), related_name="trajectories", null=True, db_index=False)
    aims = models.TextField(_("ce que la personne veut"), blank=True)
    plan = models.TextField(_("le plan d’accompagnement"), blank=True)
    opened_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    ended_on = models.DateField(_("conclue le"), null=True, blank=True)
    result = models.CharField(_("résultat"), max_length=12, choices=Result, blank=True)
    result_reason = models.TextField(_("pourquoi ce résultat"), blank=True)
    result_proposed = models.CharField(_("résultat proposé"), max_length=12, choices=Result, blank=True, editable=False)
    result_lines = models.JSONField(default=list, editable=False)
    decided_by = CentreForeignKey(Membership, related_name="+", null=True, db_index=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreManager.from_queryset(TrajectoryQuerySet)()

    class Meta:
        verbose_name = _("trajectoire d’activation sociale")
        verbose_name_plural = _("trajectoires d’activation sociale")
        indexes = [models.Index(fields=["centre", "starts_on", "id"], name="trajectory_by_start")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "person", "number"], name="trajectory_number_of_person"),
            # What a measurement made for it refers to (see the migrations): same centre, same person.
            models.UniqueConstraint(fields=["centre", "person", "id"], name="trajectory_of_person"),
            models.CheckConstraint(
                name="trajectory_dates",
                condition=Q(until__gte=F("starts_on"), measured_from__lte=F("starts_on")),
                violation_error_message=_("La fin vient avant le début."),
            ),
            models.CheckConstraint(
                name="trajectory_one_year",
                condition=Q(until__lt=a_year_later()),
                violation_error_message=_("Une trajectoire dure un an au plus."),
            ),
            models.CheckConstraint(
                name="trajectory_end",
                condition=Q(ended_on__isnull=True, decided_by__isnull=True, result="")
                | Q(ended_on__gte=F("starts_on"), ended_on__lte=F("until"), decided_by__isnull=False),
                violation_error_message=_("Une trajectoire conclue dit quand et par qui, entre son début et sa fin."),
            ),
            ExclusionConstraint(
                name="trajectory_one_at_a_time",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (really(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Cette personne a déjà une trajectoire pendant cette période."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def is_running(self) -> bool:
        """Whether nobody has concluded it yet."""
        return self.ended_on is None

    @property
    def last(self) -> date:
        """The last day: the real one, or the latest it may be."""
        return self.ended_on or self.until

    @classmethod
    def to_tell(cls) -> ArraySubquery:
        """What the page of a file tells (`people.told`), the latest first: its dates, phase and result."""
        names = ("id", "starts_on", "until", "ended_on", "result", "bilan_id")
        return rows(of_person(cls).order_by("-number"), *names, plan=Left(Trim("plan"), 1))

    def phase(self, on: date) -> Phase:
        """Where it stands on a day."""
        if self.ended_on:
            return Phase.ENDED
        if on > self.until:
            return Phase.TO_CONCLUDE
        if self.bilan_id is None:
            return Phase.BILAN
        return Phase.UNDER_WAY if self.plan.strip() else Phase.PLAN
