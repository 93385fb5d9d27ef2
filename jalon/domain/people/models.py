"""The person, searchable names, status periods, exemptions, household and assignments."""

from calendar import monthrange
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned
from jalon.domain.people.enums import Category, ExemptionReason, NissChangeReason, Sex, StatusKind
from jalon.domain.people.querysets import PeriodQuerySet, PersonQuerySet


def period(*, since: str = "since", until: str = "until") -> Func:
    """SQL daterange of two date columns, both days included; no end is open."""
    return Func(F(since), F(until), models.Value("[]"), function="daterange", output_field=DateRangeField())


def one_at_a_time(name: str, message: str) -> ExclusionConstraint:
    """At most one row of a person on any day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("centre", RangeOperators.EQUAL),
            ("person", RangeOperators.EQUAL),
            (period(), RangeOperators.OVERLAPS),
        ],
        violation_error_message=message,
    )


class FileCounter(CentreOwned):
    """The last file number a centre gave in a year."""

    year = models.PositiveSmallIntegerField(_("année"))
    last = models.PositiveIntegerField(_("dernier numéro"), default=0)

    class Meta:
        verbose_name = _("compteur de dossiers")
        verbose_name_plural = _("compteurs de dossiers")
        constraints = [models.UniqueConstraint(fields=["centre", "year"], name="filecounter_one_per_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Person(CentreOwned):
    """One person's file in one centre. Its national number is encrypted; only the blind index is searched.

    `sort_name` and `name_sound` are computed from the names (see `names.index_names`).
    """

    file_number = models.CharField(_("numéro de dossier"), max_length=20, db_collation="C")
    last_name = models.CharField(_("nom"), max_length=100)
    first_names = models.CharField(_("prénoms"), max_length=100, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("année de naissance"), null=True, blank=True)
    birth_month = models.PositiveSmallIntegerField(_("mois de naissance"), null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField(_("jour de naissance"), null=True, blank=True)
    sex = models.CharField(_("sexe"), max_length=1, choices=Sex, default=Sex.UNKNOWN)
    language = models.CharField(_("langue de la personne"), max_length=2, choices=Language, default=Language.FR)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    address = models.TextField(_("adresse"), blank=True)
    niss_cipher = models.BinaryField(null=True, editable=False)
    niss_index = models.CharField(max_length=32, null=True, editable=False)
    opened_on = models.DateField(_("dossier ouvert le"))
    closed_on = models.DateField(_("dossier fermé le"), null=True, blank=True)
    responsible = CentreForeignKey(
        Membership,
        verbose_name=_("travailleur responsable"),
        null=True,
        blank=True,
        related_name="caseload",
        db_index=False,
    )
    sort_name = models.CharField(max_length=200, editable=False, db_collation="C", default="")
    name_sound = models.CharField(max_length=80, editable=False, db_collation="C", default="")
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreManager.from_queryset(PersonQuerySet)()

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        indexes = [
            models.Index(fields=["centre", "sort_name", "id"], name="person_by_name"),
            models.Index(fields=["centre", "responsible", "sort_name", "id"], name="person_caseload"),
            models.Index(fields=["centre", "birth_year", "birth_month", "birth_day"], name="person_birth"),
            models.Index(fields=["centre", "name_sound"], name="person_sound"),
            # A whole centre is counted from the indexes alone, in the order of its people.
            models.Index(
                fields=["centre", "id"],
                include=["birth_year", "birth_month", "birth_day", "sex", "language"],
                name="person_counted",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_birth_date",
                condition=(Q(birth_year__isnull=True) | Q(birth_year__range=(1850, 2200)))
                & (Q(birth_month__isnull=True) | Q(birth_month__range=(1, 12), birth_year__isnull=False))
                & (Q(birth_day__isnull=True) | Q(birth_day__range=(1, 31), birth_month__isnull=False)),
                violation_error_message=_("Cette date de naissance n’existe pas."),
            ),
            models.CheckConstraint(
                name="person_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message=_("Un dossier ne se ferme pas avant d’être ouvert."),
            ),
            models.UniqueConstraint(fields=["centre", "file_number"], name="person_file_number"),
            models.UniqueConstraint(
                fields=["centre", "niss_index"],
                name="person_niss_once",
                violation_error_message=_("Ce NISS est déjà celui d’un autre dossier de votre centre."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Surname in capitals is for forms; people read « Prénom Nom »."""
        return f"{self.first_names} {self.last_name}".strip()

    @property
    def is_open(self) -> bool:
        """Whether the file is still worked on."""
        return self.closed_on is None

    @property
    def has_niss(self) -> bool:
        """Whether a national number is kept, without decrypting it."""
        return self.niss_index is not None

    @property
    def birth_date(self) -> date | None:
        """The day of birth when it is wholly known."""
        if self.birth_year and self.birth_month and self.birth_day:
            return date(self.birth_year, self.birth_month, self.birth_day)
        return None

    def birth_limits(self) -> tuple[date, date]:
        """The first and the last day the birth can be, from what is known of it; the year must be."""
        year, month, day = self.birth_year, self.birth_month, self.birth_day
        assert year, "asked of a person whose year of birth is known"
        first = date(year, month or 1, (day or 1) if month else 1)
        if month and day:
            return first, first
        last_month = month or 12
        return first, date(year, last_month, monthrange(year, last_month)[1])

    def age(self, on: date) -> int | None:
        """Full years on a day; None when the year is unknown. A missing day counts as the last possible one."""
        if self.birth_year is None:
            return None
        month, day = self.birth_month or 12, self.birth_day or 31
        return on.year - self.birth_year - ((on.month, on.day) < (month, day))


class NameToken(CentreOwned):
    """A word of a name without accents or case, for searching by its beginning.

    `sort_name` is the person's, so that one index finds the words and gives the people in order.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT, DELETE")
    person = CentreForeignKey(Person, models.CASCADE, related_name="tokens", db_index=False)
    token = models.CharField(max_length=100, db_collation="C")
    sort_name = models.CharField(max_length=200, editable=False, db_collation="C", default="")

    class Meta:
        verbose_name = _("mot cherché")
        verbose_name_plural = _("mots cherchés")
        indexes = [
            models.Index(fields=["centre", "token", "sort_name", "person"], name="nametoken_search"),
            models.Index(fields=["centre", "person", "token"], name="nametoken_person"),
        ]

    def __str__(self) -> str:
        return self.token


class NissChange(CentreOwned):
    """A national number replaced by another: an event of the same person."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    person = CentreForeignKey(Person, related_name="niss_changes")
    old_cipher = models.BinaryField(null=True)
    old_index = models.CharField(max_length=32, null=True)
    reason = models.CharField(_("raison"), max_length=12, choices=NissChangeReason)
    on = models.DateField(_("le"))
    actor = CentreForeignKey(Membership, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("changement de NISS")
        verbose_name_plural = _("changements de NISS")

    def __str__(self) -> str:
        return f"{self.on}"


class Status(CentreOwned):
    """In what capacity the person is accompanied, from when to when, with the dates the law counts from."""

    person = CentreForeignKey(Person, related_name="statuses")
    kind = models.CharField(_("statut"), max_length=10, choices=StatusKind)
    category = models.PositiveSmallIntegerField(_("catégorie"), choices=Category, null=True, blank=True)
    demanded_on = models.DateField(_("demande du"), null=True, blank=True)
    decided_on = models.DateField(_("décision du"), null=True, blank=True)
    notified_on = models.DateField(_("notifiée le"), null=True, blank=True)
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    is_student = models.BooleanField(_("suit des études de plein exercice"), default=False)
    is_homeless = models.BooleanField(_("sans-abri"), default=False)
    works_part_time = models.BooleanField(_("travaille et reçoit un complément"), default=False)
    previous_right_ended_on = models.DateField(
        _("fin du droit à l’intégration sociale précédent, dans un autre centre"), null=True, blank=True
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreManager.from_queryset(PeriodQuerySet)()

    class Meta:
        verbose_name = _("statut")
        verbose_name_plural = _("statuts")
        indexes = [
            models.Index(
                fields=["centre", "person", "since"],
                include=["until", "kind", "category", "is_student", "is_homeless", "works_part_time"],
                name="status_person",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="status_dates",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("La fin vient avant le début."),
            ),
            models.CheckConstraint(
                name="status_category_of_integration",
                condition=Q(kind=StatusKind.BROAD, category__isnull=True)
                | (~Q(kind=StatusKind.BROAD) & Q(category__isnull=False)),
                violation_error_message=_("La catégorie accompagne un droit ou une aide équivalente, et eux seuls."),
            ),
            models.CheckConstraint(
                name="status_previous_right",
                condition=Q(previous_right_ended_on__isnull=True) | Q(previous_right_ended_on__lt=F("since")),
                violation_error_message=_("Le droit précédent finit avant que celui-ci commence."),
            ),
            one_at_a_time("status_one_at_a_time", _("Cette personne a déjà un statut pendant cette période.")),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def covers(self, on: date) -> bool:
        """Whether this status holds on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


class PiisExemption(CentreOwned):
    """A written exemption from the PIIS for health or equity, to be looked at again on a date."""

    person = CentreForeignKey(Person, related_name="piis_exemptions")
    reason = models.CharField(_("motif"), max_length=6, choices=ExemptionReason)
    explanation = models.TextField(_("motivation écrite"))
    since = models.DateField(_("depuis"))
    review_on = models.DateField(_("à revoir le"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    author = CentreForeignKey(Membership, related_name="+", db_index=False)

    objects = CentreManager.from_queryset(PeriodQuerySet)()

    class Meta:
        verbose_name = _("dispense de PIIS")
        verbose_name_plural = _("dispenses de PIIS")
        constraints = [
            models.CheckConstraint(
                name="exemption_dates",
                condition=Q(review_on__gt=F("since")) & (Q(until__isnull=True) | Q(until__gte=F("since"))),
                violation_error_message=_("La date de révision vient après le début, la fin aussi."),
            ),
            one_at_a_time("exemption_one_at_a_time", _("Cette personne a déjà une dispense pendant cette période.")),
        ]
        indexes = [
            # Asked for each file of a caseload; else PostgreSQL takes the constraint's own index, three times dearer.
            models.Index(
                fields=["centre", "person"],
                include=["id", "since", "until", "review_on"],
                name="exemption_of_person",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Partnership(CentreOwned):
    """The partner a person lives with, each with their own file and obligation. Written once on each side."""

    person = CentreForeignKey(Person, related_name="partnerships")
    partner = CentreForeignKey(Person, related_name="+", db_index=False)
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = CentreManager.from_queryset(PeriodQuerySet)()

    class Meta:
        verbose_name = _("ménage")
        verbose_name_plural = _("ménages")
        constraints = [
            models.CheckConstraint(
                name="partnership_of_two",
                condition=~Q(person=F("partner")),
                violation_error_message=_("Une personne n’est pas sa propre partenaire."),
            ),
            models.CheckConstraint(
                name="partnership_dates",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("La fin vient avant le début."),
            ),
            one_at_a_time("partnership_one_at_a_time", _("Cette personne a déjà un ou une partenaire à cette date.")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} + {self.partner_id}"


class Assignment(CentreOwned):
    """Who answered for the file, from when to when. The current one is copied to `Person.responsible`."""

    person = CentreForeignKey(Person, related_name="assignments")
    member = CentreForeignKey(Membership, related_name="assignments")
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    reason = models.CharField(_("raison"), max_length=200, blank=True)

    objects = CentreManager.from_queryset(PeriodQuerySet)()

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        constraints = [
            models.CheckConstraint(name="assignment_dates", condition=Q(until__isnull=True) | Q(until__gte=F("since"))),
            one_at_a_time("assignment_one_at_a_time", _("Une seule personne répond d’un dossier à la fois.")),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}"
