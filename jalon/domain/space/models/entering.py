"""A person's access to their own file, how they enter and sign there, the interviews they ask for, their words."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership, User
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.people.models import Person
from jalon.domain.piis.models import Evaluation, PiisVersion
from jalon.domain.space.enums import AccessState, Entry, Opinion, WayAct


class PersonAccess(CentreOwned):
    """Links one user, made for this alone, to one person of one centre. It is no membership and opens no other page.

    `number` stands on the card and is what the person signs in with. Of the code only the fingerprint is kept; it dies
    with its day, with its use, and with too many wrong tries.
    """

    centre = OwnedByCentre(auth_may="SELECT")
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="accesses", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(_("numéro de la carte"), max_length=10)
    state = models.CharField(_("état"), max_length=9, choices=AccessState, default=AccessState.INVITED)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(_("carte faite le"))
    made_by = CentreForeignKey(Membership, verbose_name=_("par"), related_name="+", db_index=False)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("accès de la personne")
        verbose_name_plural = _("accès des personnes")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "person"],
                condition=~Q(state=AccessState.ENDED),
                name="access_one_per_person",
                violation_error_message=_("Cette personne a déjà un accès."),
            ),
            models.UniqueConstraint(fields=["centre", "user"], name="access_one_per_user"),
            models.CheckConstraint(
                name="access_code_only_while_invited",
                condition=Q(state=AccessState.INVITED) | Q(code_hash=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def printed_number(self) -> str:
        """The number as it stands on the card: « 4821 093 756 »."""
        return f"{self.number[:4]} {self.number[4:7]} {self.number[7:]}"


class PersonIdentity(models.Model):
    """An identity of a provider the person linked from inside their own space: with it they enter (ADR 30).

    It belongs to sign-in, as the account and its keys do: no page of a centre, and not the person's own role, reads or
    writes it. Nothing of what the provider knows is kept: a keyed fingerprint of the issuer with the subject, no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    provider = models.CharField(_("service d’identité"), max_length=30)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    linked_at = models.DateTimeField(_("liée le"))
    last_used_at = models.DateTimeField(_("servie le"), null=True, editable=False)

    class Meta:
        verbose_name = _("identité liée")
        verbose_name_plural = _("identités liées")
        constraints = [models.UniqueConstraint(fields=["user", "provider"], name="identity_one_per_provider")]

    def __str__(self) -> str:
        return self.provider


class EntryEnd(CentreOwned):
    """A key or an identity that opens this space no more; or all of them with everything open. Rows are only added.

    A session knows what opened it and when: these rows end it at its next page. `which`: the key or identity;
    `by`: the member who did it at the person's word, nobody when it was the person; `by_name`: as the journal keeps
    names, since a person reads no row of members. `keys`, `identities`: how many ended.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    person = CentreForeignKey(Person, related_name="+", db_index=False)
    access = CentreForeignKey(PersonAccess, related_name="ends", db_index=False)
    what = models.CharField(_("ce qui finit"), max_length=8, choices=Entry)
    which = models.CharField(max_length=36, blank=True, editable=False)
    keys = models.PositiveSmallIntegerField(_("clés"), default=0)
    identities = models.PositiveSmallIntegerField(_("identités liées"), default=0)
    on = models.DateField(_("le"))
    at = models.DateTimeField(_("à"))
    by = CentreForeignKey(Membership, verbose_name=_("par"), related_name="+", null=True, db_index=False)
    by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("fin d’un moyen d’entrer")
        verbose_name_plural = _("fins de moyens d’entrer")
        indexes = [models.Index(fields=["centre", "access", "at"], name="entry_end_of_access")]
        constraints = [
            models.CheckConstraint(
                name="entry_end_by_whom",
                condition=Q(what=Entry.ALL, which="", by__isnull=False)
                | (~Q(what=Entry.ALL) & ~Q(which="") & Q(by__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return self.get_what_display()


class SigningWay(CentreOwned):
    """The second way a person signs with: a secret code they chose themselves (ADR 21).

    Written once, by `jalon_person` alone: no member's page can put another code in its place. Of the code only a slow,
    keyed fingerprint is kept. It signs once a member who holds nothing else has confirmed it face to face (`WayEvent`).
    """

    centre = OwnedByCentre(app_may="SELECT")
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="signing_ways", db_index=False)
    access = CentreForeignKey(PersonAccess, related_name="signing_ways", db_index=False)
    kept = models.CharField(max_length=128, editable=False)
    set_on = models.DateField(_("choisi le"))
    set_at = models.DateTimeField(_("choisi à"))

    class Meta:
        verbose_name = _("code secret pour signer")
        verbose_name_plural = _("codes secrets pour signer")
        indexes = [models.Index(fields=["centre", "person", "set_at"], name="way_of_person")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class WayEvent(CentreOwned):
    """What became of a second way, append-only. `by`: the member; nobody, when it was the person or a count.

    `version`: the text a right code was given for. Without such a row of the same moment no signature is taken.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    person = CentreForeignKey(Person, related_name="+", db_index=False)
    way = CentreForeignKey(SigningWay, related_name="events", db_index=False)
    act = models.CharField(_("acte"), max_length=9, choices=WayAct)
    version = CentreForeignKey(PiisVersion, related_name="+", null=True, db_index=False)
    on = models.DateField(_("le"))
    at = models.DateTimeField(_("à"))
    by = CentreForeignKey(Membership, verbose_name=_("par"), related_name="+", null=True, db_index=False)

    class Meta:
        verbose_name = _("sort d’un code secret")
        verbose_name_plural = _("sorts des codes secrets")
        indexes = [models.Index(fields=["centre", "way", "at"], name="way_event_of_way")]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "way"], condition=Q(act=WayAct.CONFIRMED), name="way_confirmed_once"
            ),
            models.UniqueConstraint(fields=["centre", "way"], condition=Q(act__in=WayAct.ends()), name="way_ends_once"),
            models.CheckConstraint(
                name="way_event_by_whom",
                condition=Q(act=WayAct.CONFIRMED, by__isnull=False)
                | Q(act__in=[WayAct.RIGHT, WayAct.WRONG, WayAct.LOCKED], by__isnull=True)
                | Q(act__in=[WayAct.WITHDRAWN, WayAct.NEW_CARD]),
            ),
            models.CheckConstraint(
                name="way_event_of_which_text",
                condition=Q(act=WayAct.RIGHT, version__isnull=False) | (~Q(act=WayAct.RIGHT) & Q(version__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.get_act_display()


class InterviewRequest(CentreOwned):
    """The person asks to be seen. Written once, by the person; the centre answers beside it (`InterviewAnswer`).

    `due_on` is the last day the law leaves, `law` the reasons as they were counted that day.
    """

    centre = OwnedByCentre(app_may="SELECT")  # written by `jalon_person` alone: nobody speaks for them
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="interview_requests", db_index=False)
    about = models.TextField(_("de quoi"), blank=True)
    wishes = models.TextField(_("quand cela convient"), blank=True)
    asked_on = models.DateField(_("demandé le"))
    asked_at = models.DateTimeField(_("demandé à"))
    due_on = models.DateField(_("à donner pour le"))
    law = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("demande d’entretien")
        verbose_name_plural = _("demandes d’entretien")
        indexes = [models.Index(fields=["centre", "due_on"], name="interview_by_due")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "person", "asked_on"], name="interview_asked_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.asked_on}"


class InterviewAnswer(CentreOwned):
    """When and where the centre sees the person, or, without `meets_at`, why no interview is needed any more."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    request = CentreForeignKey(InterviewRequest, related_name="answers", db_index=False)
    meets_at = models.DateTimeField(_("rendez-vous"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    words = models.TextField(_("un mot pour la personne"), blank=True)
    answered_at = models.DateTimeField(_("répondu à"))
    answered_by = CentreForeignKey(Membership, verbose_name=_("par"), related_name="+", db_index=False)

    class Meta:
        verbose_name = _("réponse à une demande d’entretien")
        verbose_name_plural = _("réponses aux demandes d’entretien")
        indexes = [models.Index(fields=["centre", "request", "answered_at"], name="interview_answered")]
        constraints = [
            models.CheckConstraint(
                name="interview_answer_says_something",
                condition=Q(meets_at__isnull=False) | ~Q(words=""),
                violation_error_message=_("Fixez un rendez-vous, ou dites pourquoi il n’y en a pas."),
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class InterviewAgreement(CentreOwned):
    """The person accepts an answer that gives no interview by the law's day: a later one, or none. Rows are only added.

    Said in their own space (`by` is nobody, and only their own role writes that), or at the desk: `by` took note, and
    `words` say who said so and how.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    answer = CentreForeignKey(InterviewAnswer, related_name="agreements", db_index=False)
    words = models.TextField(_("qui l’a dit, et comment"), blank=True)
    said_on = models.DateField(_("dit le"))
    said_at = models.DateTimeField(_("dit à"))
    by = CentreForeignKey(Membership, verbose_name=_("par"), null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("accord sur une réponse")
        verbose_name_plural = _("accords sur une réponse")
        constraints = [
            models.UniqueConstraint(fields=["centre", "answer"], name="interview_agreed_once"),
            models.CheckConstraint(
                name="interview_agreed_by_whom",
                condition=Q(by__isnull=True, words="") | (Q(by__isnull=False) & ~Q(words="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class EvaluationVoice(CentreOwned):
    """What the person says of an evaluation, beside it: the evaluation itself is never touched. Rows are only added."""

    centre = OwnedByCentre(app_may="SELECT")  # written by `jalon_person` alone: nobody speaks for them
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="voices", db_index=False)
    evaluation = CentreForeignKey(Evaluation, related_name="voices", db_index=False)
    opinion = models.CharField(_("avis"), max_length=9, choices=Opinion, blank=True)
    words = models.TextField(_("commentaire"), blank=True)
    said_on = models.DateField(_("dit le"))
    said_at = models.DateTimeField(_("dit à"))

    class Meta:
        verbose_name = _("voix de la personne")
        verbose_name_plural = _("voix des personnes")
        indexes = [
            models.Index(fields=["centre", "person", "said_at"], name="voice_of_person"),
            models.Index(fields=["centre", "evaluation", "said_at"], name="voice_of_evaluation"),
        ]
        constraints = [
            models.CheckConstraint(
                name="voice_says_something",
                condition=~Q(opinion="") | ~Q(words=""),
                violation_error_message=_("Dites si vous êtes d’accord, ou écrivez quelques mots."),
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
