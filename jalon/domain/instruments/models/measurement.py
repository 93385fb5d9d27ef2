"""What was measured: the answers of one side, at one moment, with one version of an instrument."""

from datetime import date
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet
from jalon.domain.instruments.enums import MeasurementMoment, MeasurementState, Rater, Way
from jalon.domain.instruments.models.bilan import Bilan
from jalon.domain.instruments.models.instrument import InstrumentVersion
from jalon.domain.people.models import Person


class MeasurementQuerySet(CentreQuerySet):
    """Measurements by where they stand."""

    def of(self, person_id: object) -> "MeasurementQuerySet":
        """Those of one person, the oldest first."""
        return self.filter(person_id=person_id).order_by("held_on", "started_on", "id")

    def by(self, rater: str) -> "MeasurementQuerySet":
        """Those of one side."""
        return self.filter(rater=rater)

    def with_instrument(self, code: str) -> "MeasurementQuerySet":
        """Those made with any version of this instrument."""
        return self.filter(instrument__code=code)

    def until(self, day: date) -> "MeasurementQuerySet":
        """Those of that day and before."""
        return self.filter(held_on__lte=day)

    def finished(self) -> "MeasurementQuerySet":
        """Those that can no longer change."""
        return self.filter(state=MeasurementState.FINISHED)

    def standing(self) -> "MeasurementQuerySet":
        """Finished, and not replaced by a finished correction."""
        # Said to be there, so that the few corrections are found by their index in a large centre.
        replaced = Measurement.objects.filter(
            corrects__isnull=False, corrects=OuterRef("pk"), state=MeasurementState.FINISHED
        )
        return self.finished().exclude(Exists(replaced))

    def revealed(self) -> "MeasurementQuerySet":
        """Those both sides may see: nobody of the same sitting is still rating."""
        rating = Measurement.objects.filter(
            sitting=OuterRef("sitting"), state=MeasurementState.DRAFT, corrects__isnull=True
        )
        return self.exclude(Exists(rating))

    def counted(self) -> "MeasurementQuerySet":
        """The only ones that may be counted or compared."""
        return self.standing().revealed()


class Measurement(CentreOwned):
    """One side's rating. Once finished, the database refuses every change; see `corrects`.

    `answers`: level from 1 by item, absent when not answered. `scores` and `overall`: hundredths, null when too little
    was answered (see `definition.scoring`). `words`: what the person wrote of each domain of a bilan (see `own_words`).
    `points`: the scores in the order of the instrument's axes, kept beside
    them by the database to count a whole centre. `sitting` is shared by the two ratings of one moment. `author` and
    `finished_by` are null when the person did it alone in their own space. Levels, the order of start and end, the
    instrument's version and points are kept by triggers, a trajectory of the same person by a reference (see the
    migrations); `refusals` puts what they refuse in words.
    """

    # A draft begun by mistake goes; a trigger refuses it once finished.
    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="measurements", db_index=False)
    instrument = CentreForeignKey(
        InstrumentVersion, verbose_name=_("instrument"), related_name="measurements", db_index=False
    )
    sitting = models.UUIDField(default=uuid4, editable=False)
    trajectory = models.UUIDField(null=True, editable=False)
    moment = models.CharField(_("moment"), max_length=8, choices=MeasurementMoment)
    rater = models.CharField(_("selon"), max_length=6, choices=Rater)
    way = models.CharField(_("comment"), max_length=6, choices=Way)
    held_on = models.DateField(_("date"))
    answers = models.JSONField(default=dict)
    comment = models.TextField(_("remarque"), blank=True)
    words = models.JSONField(_("ses mots"), default=dict)
    scores = models.JSONField(default=dict, editable=False)
    points = ArrayField(models.IntegerField(null=True), null=True, editable=False)
    overall = models.IntegerField(null=True, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=MeasurementState, default=MeasurementState.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    author = CentreForeignKey(Membership, null=True, related_name="+", db_index=False, editable=False)
    started_on = models.DateField(_("commencée le"), editable=False)
    saved_at = models.DateTimeField(_("enregistrée à"), null=True, editable=False)
    finished_at = models.DateTimeField(_("terminée à"), null=True, editable=False)
    finished_by = CentreForeignKey(Membership, null=True, related_name="+", db_index=False, editable=False)
    corrects = CentreForeignKey("self", null=True, related_name="corrections", db_index=False, editable=False)
    correction_reason = models.CharField(_("raison de la correction"), max_length=500, blank=True)
    bilan = CentreForeignKey(Bilan, null=True, related_name="measurements", db_index=False, editable=False)

    objects = CentreManager.from_queryset(MeasurementQuerySet)()

    class Meta:
        verbose_name = _("mesure")
        verbose_name_plural = _("mesures")
        indexes = [
            models.Index(fields=["centre", "person", "held_on"], name="measurement_person"),
            models.Index(fields=["centre", "instrument", "held_on"], name="measurement_instrument"),
            models.Index(
                fields=["centre", "trajectory", "held_on"],
                condition=Q(trajectory__isnull=False),
                name="measurement_trajectory",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "sitting", "rater"],
                condition=Q(corrects__isnull=True),
                name="measurement_one_per_side",
            ),
            models.UniqueConstraint(
                fields=["centre", "person", "instrument", "rater"],
                condition=Q(state=MeasurementState.DRAFT),
                name="measurement_one_draft_per_side",
                violation_error_message=_("Une mesure est déjà en cours avec cet instrument."),
            ),
            models.UniqueConstraint(
                fields=["centre", "corrects"],
                name="measurement_corrected_once",
                violation_error_message=_("Cette mesure a déjà une correction."),
            ),
            models.CheckConstraint(
                name="measurement_finished_says_when",
                condition=Q(state=MeasurementState.DRAFT, finished_at__isnull=True, finished_by__isnull=True)
                | Q(state=MeasurementState.FINISHED, finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="measurement_correction_says_why",
                condition=Q(corrects__isnull=True, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                violation_error_message=_("Une correction dit pourquoi."),
            ),
            models.CheckConstraint(
                name="measurement_words_are_the_persons",
                condition=Q(words={}) | Q(rater=Rater.PERSON, bilan__isnull=False, corrects__isnull=True),
            ),
            models.CheckConstraint(
                name="measurement_held_before_it_is_written",
                condition=Q(held_on__lte=F("started_on")),
                violation_error_message=_("La date de la mesure est dans le futur."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.moment} {self.rater}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing can change any more."""
        return self.state == MeasurementState.FINISHED

    @property
    def has_answers(self) -> bool:
        """Whether anything was rated, or written of a domain; a remark alone is none."""
        return bool(self.answers or self.words)
