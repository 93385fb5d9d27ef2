"""The project itself, its commitments on every side, its third parties and the dated trail of its states."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.people.models import Person
from jalon.domain.piis.enums import Act, Cause, CommitmentState, Kind, Side, State
from jalon.domain.piis.models.querysets import CommitmentQuerySet, PiisQuerySet

HELD_STATES = [State.RUNNING, State.ENDED]


def held_period() -> Func:
    """SQL daterange a PIIS really covers: its effective end when it has one, the agreed end otherwise."""
    return Func(
        F("since"),
        Coalesce(F("ended_on"), F("until")),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )


class Piis(CentreOwned):
    """One project of one person. `state` repeats the last `PiisEvent`; the events are the truth for any past day."""

    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="piis")
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(_("sorte"), max_length=10, choices=Kind, default=Kind.GENERAL)
    has_community_service = models.BooleanField(_("contient un service communautaire"), default=False)
    is_voluntary = models.BooleanField(
        _("sans droit à l’intégration sociale"),
        default=False,
        help_text=_("Le projet est facultatif : aucune sanction n’est possible."),
    )
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.DRAFT)
    language = models.CharField(_("langue du contrat"), max_length=2, choices=Language, default=Language.FR)
    drafted_on = models.DateField(_("commencé le"))
    since = models.DateField(_("du"), null=True, blank=True)
    until = models.DateField(_("au"), null=True, blank=True)
    ended_on = models.DateField(_("fin effective"), null=True, blank=True)
    aims = models.TextField(_("ce que la personne veut"), blank=True)
    additional_aid = models.TextField(_("aides complémentaires"), blank=True)
    evaluation_how = models.TextField(_("comment nous ferons le point"), blank=True)
    responsible = CentreForeignKey(
        Membership, verbose_name=_("travailleur responsable"), related_name="projects", null=True, blank=True
    )
    resumed_from = CentreForeignKey(
        "self", verbose_name=_("reprend"), related_name="resumptions", null=True, blank=True
    )
    # Kept beside the facts they come from, so that lists need no calculation; `deadlines.refresh` recomputes them.
    conclude_by = models.DateField(_("à conclure pour le"), null=True, blank=True, editable=False)
    handed_over_on = models.DateField(_("remis le"), null=True, blank=True, editable=False)
    may_sign_from = models.DateField(_("peut être signé dès le"), null=True, blank=True, editable=False)
    concluded_on = models.DateField(_("signé par tous le"), null=True, blank=True, editable=False)
    decided_on = models.DateField(_("décidé le"), null=True, blank=True, editable=False)
    next_evaluation_on = models.DateField(_("prochaine évaluation"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreManager.from_queryset(PiisQuerySet)()

    class Meta:
        verbose_name = _("PIIS")
        verbose_name_plural = _("PIIS")
        indexes = [
            models.Index(fields=["centre", "state", "next_evaluation_on", "id"], name="piis_by_evaluation"),
            models.Index(fields=["centre", "state", "until", "id"], name="piis_by_end"),
            models.Index(fields=["centre", "responsible", "state"], name="piis_by_worker"),
            models.Index(fields=["centre", "concluded_on"], name="piis_by_conclusion"),
            # A whole centre is counted from the indexes alone, in the order of its people.
            models.Index(
                fields=["centre", "person"],
                include=["id", "kind", "state", "since", "until", "ended_on", "has_community_service", "concluded_on"],
                name="piis_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["centre", "person", "number"], name="piis_number_of_person"),
            models.CheckConstraint(
                name="piis_dates",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("La fin vient avant le début."),
            ),
            models.CheckConstraint(
                name="piis_held_since",
                condition=~Q(state__in=HELD_STATES) | Q(since__isnull=False),
                violation_error_message=_("Un PIIS en cours a une date de début."),
            ),
            models.CheckConstraint(
                name="piis_end_is_dated",
                condition=Q(state=State.ENDED, ended_on__isnull=False, ended_on__gte=F("since"))
                | (~Q(state=State.ENDED) & Q(ended_on__isnull=True)),
                violation_error_message=_("Un PIIS terminé a une date de fin, pas avant son début."),
            ),
            ExclusionConstraint(
                name="piis_one_running_at_a_time",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (held_period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=HELD_STATES),
                violation_error_message=_("Cette personne a déjà un PIIS en cours pendant cette période."),
            ),
        ]

    def __str__(self) -> str:
        return f"PIIS {self.number}"

    @property
    def ends_with_studies(self) -> bool:
        """A PIIS for studies runs as long as the studies, unless an end was agreed."""
        return self.kind == Kind.STUDY and self.until is None

    def covers(self, on: date) -> bool:
        """Whether it runs, or ran, on that day."""
        end = self.ended_on or self.until
        return self.state in HELD_STATES and self.since is not None and self.since <= on and (end is None or on <= end)


class PiisEvent(CentreOwned):
    """One act, append-only: the state it left, the one it reached, the day of the fact and the moment it was recorded.

    Any figure « as of » a past day reads these rows: `on` for what was so, `at` for what was known. No `actor`: the
    person themselves, in their own space.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    piis = CentreForeignKey(Piis, related_name="events", db_index=False)
    number = models.PositiveIntegerField(_("numéro"))
    act = models.CharField(_("acte"), max_length=10, choices=Act)
    source = models.CharField(_("de"), max_length=9, choices=State, blank=True)
    target = models.CharField(_("vers"), max_length=9, choices=State)
    on = models.DateField(_("date du fait"))
    at = models.DateTimeField(_("enregistré à"))
    actor = CentreForeignKey(Membership, related_name="+", null=True, db_index=False)
    until = models.DateField(_("fin convenue après cet acte"), null=True)
    reason = models.TextField(_("raison"), blank=True)
    detail = models.JSONField(default=dict)
    key = models.UUIDField(null=True, editable=False)  # the form's own, so that a form sent twice acts once

    class Meta:
        verbose_name = _("acte du PIIS")
        verbose_name_plural = _("actes du PIIS")
        indexes = [
            models.Index(fields=["centre", "on", "target"], name="piisevent_by_day"),
            models.Index(
                fields=["centre", "on"],
                include=["piis", "number"],
                condition=Q(act=Act.SIGN_LAST, target=State.SIGNED),
                name="piisevent_concluded",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["centre", "piis", "number"], name="piisevent_number"),
            models.UniqueConstraint(fields=["centre", "key"], name="piisevent_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_act_display()}"

    @property
    def by_whom(self) -> str:
        """The member who acted, or the person themselves."""
        return self.actor.name if self.actor else gettext("la personne, dans son propre espace")


class ThirdParty(CentreOwned):
    """An organisation that is party to the project, with its contact and its own duties."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    piis = CentreForeignKey(Piis, related_name="third_parties")
    organisation = models.CharField(_("organisation"), max_length=150)
    contact = models.CharField(_("personne de contact"), max_length=120, blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    duties = models.TextField(_("son rôle"), blank=True)
    signs = models.BooleanField(_("signe le contrat"), default=False)
    left_on = models.DateField(_("n’est plus partie depuis"), null=True, blank=True)

    class Meta:
        verbose_name = _("tiers")
        verbose_name_plural = _("tiers")

    def __str__(self) -> str:
        return self.organisation


class Commitment(CentreOwned):
    """What one side will do. Its state follows its last `CommitmentReview`; the text changes only by an amendment."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    piis = CentreForeignKey(Piis, related_name="commitments")
    position = models.PositiveSmallIntegerField(default=0)
    side = models.CharField(_("qui"), max_length=6, choices=Side)
    third_party = CentreForeignKey(
        ThirdParty, verbose_name=_("tiers"), related_name="commitments", null=True, blank=True
    )
    domain = models.CharField(_("domaine de vie"), max_length=14, choices=LifeDomain, blank=True)
    text = models.TextField(_("engagement"))
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    recurring = models.CharField(_("rythme"), max_length=120, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=CommitmentState, default=CommitmentState.TO_DO)
    state_on = models.DateField(_("état depuis"), null=True, blank=True)
    cause = models.CharField(_("à cause de"), max_length=13, choices=Cause, blank=True)
    left_on = models.DateField(_("retiré du texte le"), null=True, blank=True)

    objects = CentreManager.from_queryset(CommitmentQuerySet)()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["position"]
        indexes = [
            models.Index(fields=["centre", "state", "due_on", "side"], name="commitment_by_due"),
            models.Index(
                fields=["centre", "due_on"],
                include=["id", "piis", "side", "state", "cause", "state_on", "left_on"],
                name="commitment_counted",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="commitment_third_party",
                condition=Q(side=Side.THIRD, third_party__isnull=False)
                | (~Q(side=Side.THIRD) & Q(third_party__isnull=True)),
                violation_error_message=_("L’engagement d’un tiers dit de quelle organisation il s’agit."),
            ),
            models.CheckConstraint(
                name="commitment_cause_when_not_kept",
                condition=Q(cause="") | Q(state__in=[CommitmentState.PARTLY, CommitmentState.NOT_KEPT]),
                violation_error_message=_("Une cause accompagne un engagement qui n’est pas tenu."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and something is still expected."""
        return self.due_on is not None and self.due_on < on and self.state in CommitmentState.open()
