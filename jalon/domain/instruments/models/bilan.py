"""The bilan social of a person at one moment, and what is said of each domain of life."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet
from jalon.domain.instruments.enums import BilanState, Moment, Rated
from jalon.domain.people.models import Person


class BilanQuerySet(CentreQuerySet):
    """Bilans by where they stand."""

    def of(self, person_id: object) -> "BilanQuerySet":
        """Those of one person, the oldest talk first."""
        return self.filter(person_id=person_id).order_by("held_on", "number")

    def finished(self) -> "BilanQuerySet":
        """Those that can no longer change."""
        return self.filter(state=BilanState.FINISHED)

    def standing(self) -> "BilanQuerySet":
        """Finished, and not replaced by a finished correction."""
        replaced = Bilan.objects.filter(corrects=models.OuterRef("pk"), state=BilanState.FINISHED)
        return self.finished().exclude(models.Exists(replaced))


class Bilan(CentreOwned):
    """One talk about all domains of life. Once finished, the database refuses every change; see `corrects`.

    Rated apart, each side gives its levels as a measurement of its own, and the entries receive them once both are in;
    triggers keep them empty before and unchanged afterwards (see `apart`).

    `revision` grows with each change of the bilan or of one of its entries.
    """

    FIELDS = ("together",)

    # A draft begun by mistake goes with its words; a trigger refuses it once finished.
    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="bilans", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"), editable=False)
    moment = models.CharField(_("moment"), max_length=6, choices=Moment, default=Moment.START)
    held_on = models.DateField(_("date de l’entretien"))
    author = CentreForeignKey(Membership, verbose_name=_("auteur"), related_name="+", db_index=False)
    instrument = models.CharField(max_length=30, default="bilan", editable=False)
    instrument_version = models.PositiveSmallIntegerField(editable=False)
    language = models.CharField(_("langue du document"), max_length=2, choices=Language, default=Language.FR)
    rated = models.CharField(_("niveaux donnés"), max_length=8, choices=Rated, default=Rated.TOGETHER)
    together = models.TextField(_("ce que nous en retenons ensemble"), blank=True)
    state = models.CharField(_("état"), max_length=8, choices=BilanState, default=BilanState.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    field_revisions = models.JSONField(default=dict, editable=False)
    started_on = models.DateField(_("commencé le"), editable=False)
    finished_at = models.DateTimeField(_("terminé à"), null=True, editable=False)
    finished_by = CentreForeignKey(Membership, null=True, related_name="+", db_index=False, editable=False)
    corrects = CentreForeignKey(
        "self", verbose_name=_("corrige"), null=True, related_name="corrections", db_index=False, editable=False
    )
    correction_reason = models.CharField(_("raison de la correction"), max_length=500, blank=True)

    objects = CentreManager.from_queryset(BilanQuerySet)()

    class Meta:
        verbose_name = _("bilan social")
        verbose_name_plural = _("bilans sociaux")
        indexes = [models.Index(fields=["centre", "person", "held_on"], name="bilan_person")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "person", "number"], name="bilan_number"),
            models.UniqueConstraint(
                fields=["centre", "person"],
                condition=Q(state=BilanState.DRAFT),
                name="bilan_one_draft_per_person",
                violation_error_message=_("Un bilan est déjà en cours pour cette personne."),
            ),
            models.UniqueConstraint(
                fields=["centre", "corrects"],
                name="bilan_corrected_once",
                violation_error_message=_("Ce bilan a déjà une correction."),
            ),
            models.CheckConstraint(
                name="bilan_finished_says_when_and_by_whom",
                condition=Q(state=BilanState.DRAFT, finished_at__isnull=True, finished_by__isnull=True)
                | Q(state=BilanState.FINISHED, finished_at__isnull=False, finished_by__isnull=False),
            ),
            models.CheckConstraint(
                name="bilan_held_before_it_is_written",
                # Rated apart, it is begun before the talk.
                condition=Q(held_on__lte=F("started_on")) | Q(rated=Rated.APART),
                violation_error_message=_("La date de l’entretien est dans le futur."),
            ),
            models.CheckConstraint(
                name="bilan_correction_says_why",
                condition=Q(corrects__isnull=True, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                violation_error_message=_("Une correction dit pourquoi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing can change any more."""
        return self.state == BilanState.FINISHED

    @property
    def original(self) -> "Bilan":
        """The bilan that this one corrects, by however many steps; itself when it corrects none."""
        return self.corrects.original if self.corrects else self


class BilanEntry(CentreOwned):
    """What was said of one domain: the person's words, two ratings from 1 (low) to 5 (high), each possibly absent.

    `field_revisions` remembers for each field the revision at which it last changed, the page that wrote it and the
    number of that page's attempt: two people writing in two fields of one domain do not disturb one another, and a
    page that repeats itself after a lost answer is not taken for somebody else.
    """

    TEXTS = ("words", "aspirations", "strengths", "needs")
    RATINGS = ("rating_person", "rating_worker")
    FIELDS = (*TEXTS, *RATINGS, "is_skipped")

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    bilan = CentreForeignKey(Bilan, related_name="entries", db_index=False)
    domain = models.CharField(_("domaine"), max_length=20)
    words = models.TextField(_("ce que la personne en dit"), blank=True)
    aspirations = models.TextField(_("ce qu’elle souhaite"), blank=True)
    strengths = models.TextField(_("ses forces"), blank=True)
    needs = models.TextField(_("ce dont elle a besoin"), blank=True)
    rating_person = models.PositiveSmallIntegerField(_("niveau selon la personne"), null=True, blank=True)
    rating_worker = models.PositiveSmallIntegerField(_("niveau selon le travailleur"), null=True, blank=True)
    is_skipped = models.BooleanField(_("pas abordé"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    field_revisions = models.JSONField(default=dict, editable=False)
    saved_by = CentreForeignKey(Membership, null=True, related_name="+", db_index=False, editable=False)
    saved_at = models.DateTimeField(_("enregistré à"), null=True, editable=False)

    class Meta:
        verbose_name = _("domaine du bilan")
        verbose_name_plural = _("domaines du bilan")
        constraints = [
            models.UniqueConstraint(fields=["centre", "bilan", "domain"], name="bilanentry_once_per_domain"),
            *(
                models.CheckConstraint(
                    name=f"bilanentry_{rating}",
                    condition=Q(**{f"{rating}__isnull": True}) | Q(**{f"{rating}__range": (1, 5)}),
                    violation_error_message=_("Un niveau va de 1 à 5."),
                )
                for rating in ("rating_person", "rating_worker")
            ),
        ]

    def __str__(self) -> str:
        return self.domain

    @property
    def has_content(self) -> bool:
        """Whether anything was written or rated."""
        return any(getattr(self, name).strip() for name in self.TEXTS) or any(
            getattr(self, name) is not None for name in self.RATINGS
        )

    @property
    def gap(self) -> int:
        """How many levels apart the two sides are; 0 too where one of them did not rate."""
        return abs(self.rating_person - self.rating_worker) if self.rating_person and self.rating_worker else 0

    @property
    def is_seen(self) -> bool:
        """Written, rated, or deliberately left aside: counts in « 7 sur 13 »."""
        return self.is_skipped or self.has_content
