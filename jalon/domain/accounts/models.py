"""Users (sign-in), members (a centre's), absences, and federal members."""

from datetime import date
from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jalon.domain.accounts.enums import FederalRole, Language, MembershipState, Role, Way
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet

# Addresses that no mail can ever reach (RFC 2606): the identifiers of people without an e-mail address.
NO_MAIL = ".invalid"
# The account of a person's card (`space`): nobody types this, and no member's identifier becomes it.
PERSON_MAIL = f"@card.jalon{NO_MAIL}"


class UserManager(BaseUserManager["User"]):
    """Creates users; there is no superuser in Jalon."""

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "User":
        """A user with this address; without a password they can only come in by another way."""
        user = self.model(email=self.normalize_email(email).casefold(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Addresses are compared without case."""
        return self.get(email=(username or "").casefold())


class User(AbstractBaseUser):
    """A person who signs in. Only the sign-in role reads this table."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("adresse e-mail"), unique=True)
    name = models.CharField(_("nom"), max_length=120)
    language = models.CharField(_("langue"), max_length=2, choices=Language, default=Language.FR)
    is_active = models.BooleanField(_("actif"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")

    def __str__(self) -> str:
        return self.name

    @property
    def identifier(self) -> str:
        """What the person types to sign in: an address, or « anna.peeters@44084 » without one."""
        return self.email.removesuffix(NO_MAIL)

    @property
    def is_person(self) -> bool:
        """Whether this account opens one person's own space, and nothing else."""
        return self.email.endswith(PERSON_MAIL)


class Counter(models.Model):
    """Attempts counted by address and by network, and one-time codes already used, shared by every web process.

    The table of Django's database cache (`CACHES` in settings). Sign-in writes it outside any transaction, so that
    what is rolled back stays counted.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("compteur")
        verbose_name_plural = _("compteurs")

    def __str__(self) -> str:
        return self.cache_key


class Team(CentreOwned):
    """A team of a centre."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    name = models.CharField(_("nom"), max_length=120)

    class Meta:
        verbose_name = _("équipe")
        verbose_name_plural = _("équipes")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(CentreQuerySet):
    """Memberships by what they allow."""

    def working(self, on: date) -> "MembershipQuerySet":
        """Those who may act on that day."""
        at_work = {"state": MembershipState.ACTIVE, "since__lte": on, "held_at__isnull": True}
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), **at_work)


class Membership(CentreOwned):
    """A user in a centre: the actor of every act. Its name is a copy, so that no work page needs the users' table."""

    centre = OwnedByCentre(auth_may="SELECT")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("adresse e-mail"))
    role = models.CharField(_("rôle"), max_length=12, choices=Role)
    team = CentreForeignKey(Team, verbose_name=_("équipe"), null=True, blank=True, related_name="members")
    state = models.CharField(_("état"), max_length=10, choices=MembershipState, default=MembershipState.INVITED)
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    invitation_hash = models.CharField(max_length=64, blank=True, editable=False)
    invited_at = models.DateTimeField(null=True, editable=False)
    # The invited person found their code dead and has no address to send a new one to.
    renewal_asked_at = models.DateTimeField(null=True, editable=False)
    # The access was reset elsewhere (`recovery`): closed here until this centre's own direction confirms.
    # `held_from`: the centre it was reset in; null for the administration.
    held_at = models.DateTimeField(null=True, editable=False)
    held_from = models.ForeignKey(
        "centres.Centre", models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreManager.from_queryset(MembershipQuerySet)()

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        indexes = [models.Index(fields=["centre", "user"], name="membership_user")]
        constraints = [
            models.CheckConstraint(
                name="membership_active_has_user",
                condition=Q(state__in=[MembershipState.INVITED, MembershipState.LEFT]) | Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["centre", "email"],
                condition=~Q(state=MembershipState.LEFT),
                name="membership_one_per_address",
                violation_error_message=_("Cette adresse a déjà un accès à ce centre."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def works_on(self, on: date) -> bool:
        """Whether this membership may act on that day."""
        if self.held_at is not None or self.state != MembershipState.ACTIVE:
            return False
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def has_mail(self) -> bool:
        """Whether letters to this member can go by e-mail."""
        return not self.email.endswith(NO_MAIL)

    @property
    def identifier(self) -> str:
        """What the member types to sign in."""
        return self.email.removesuffix(NO_MAIL)


class Deputyship(CentreOwned):
    """During an absence, a deputy answers for a colleague's files."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    absent = CentreForeignKey(Membership, verbose_name=_("absent"), related_name="absences")
    deputy = CentreForeignKey(Membership, verbose_name=_("remplaçant"), related_name="deputyships")
    since = models.DateField(_("du"))
    until = models.DateField(_("au"))

    class Meta:
        verbose_name = _("remplacement")
        verbose_name_plural = _("remplacements")
        constraints = [
            models.CheckConstraint(
                name="deputyship_dates",
                condition=Q(until__gte=models.F("since")),
                violation_error_message=_("La fin vient avant le début."),
            ),
            models.CheckConstraint(
                name="deputyship_of_another",
                condition=~Q(absent=models.F("deputy")),
                violation_error_message=_("On ne se remplace pas soi-même."),
            ),
            ExclusionConstraint(
                name="deputyship_one_at_a_time",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    ("absent", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "since",
                            "until",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Cette absence en touche une autre, déjà prévue."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} → {self.absent_id}"

    def runs_on(self, on: date) -> bool:
        """Whether the deputy answers for the files on that day."""
        return self.since <= on <= self.until


class LawChoice(CentreOwned):
    """Which reading of the law a centre follows from a day on (`law_readings`). Rows are only added."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    parameter = models.CharField(_("question"), max_length=60)
    reading = models.CharField(pgettext_lazy("loi", "lecture"), max_length=40)
    since = models.DateField(_("depuis"))
    chosen_at = models.DateTimeField(_("choisi à"))
    chosen_by = CentreForeignKey(Membership, verbose_name=_("par"), related_name="+", db_index=False)

    class Meta:
        verbose_name = _("lecture de la loi")
        verbose_name_plural = _("lectures de la loi")
        indexes = [models.Index(fields=["centre", "chosen_at"], name="lawchoice_in_order")]

    def __str__(self) -> str:
        return f"{self.parameter} {self.reading}"


class FederalMembership(models.Model):
    """A user of a federal administration. It opens figures, never files."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    role = models.CharField(_("rôle"), max_length=12, choices=FederalRole)
    state = models.CharField(_("état"), max_length=10, choices=MembershipState, default=MembershipState.ACTIVE)
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    invitation_hash = models.CharField(max_length=64, blank=True, editable=False)
    invited_at = models.DateTimeField(null=True, editable=False)
    held_at = models.DateTimeField(null=True, editable=False)
    held_from = models.ForeignKey("centres.Centre", models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("membre fédéral")
        verbose_name_plural = _("membres fédéraux")
        constraints = [
            models.CheckConstraint(
                name="federalmembership_active_has_user",
                condition=Q(state__in=[MembershipState.INVITED, MembershipState.LEFT]) | Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(state=MembershipState.LEFT) & ~Q(email=""),
                name="federalmembership_one_per_address",
                violation_error_message=_("Cette adresse a déjà un accès."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    works_on = Membership.works_on
    has_mail = Membership.has_mail
    identifier = Membership.identifier


class FederalAct(models.Model):
    """What was done to a federal member's access, by whom. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField(_("à"))
    verb = models.CharField(_("acte"), max_length=60)
    actor = models.ForeignKey(FederalMembership, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(_("par"), max_length=120, blank=True)
    subject = models.ForeignKey(FederalMembership, models.PROTECT, related_name="acts")

    class Meta:
        verbose_name = _("acte fédéral")
        verbose_name_plural = _("actes fédéraux")

    def __str__(self) -> str:
        return self.verb


class AccessReset(models.Model):
    """An access that was lost and given back (`recovery`). Only the sign-in role reads this table."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="resets")
    way = models.CharField(_("façon"), max_length=10, choices=Way)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    begun_at = models.DateTimeField(_("commencé"))
    # Null for the administration and for the operator.
    begun_in = models.ForeignKey("centres.Centre", models.PROTECT, null=True, related_name="+")
    begun_by = models.CharField(_("par"), max_length=120, blank=True)
    used_at = models.DateTimeField(_("utilisé"), null=True)
    told_at = models.DateTimeField(_("annoncé"), null=True)

    class Meta:
        verbose_name = _("accès rétabli")
        verbose_name_plural = _("accès rétablis")

    def __str__(self) -> str:
        return str(self.begun_at)
