"""What a person asks of the centre beside an interview: a change, to be heard; and, at the door, a new card."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.people.models import Person
from jalon.domain.space.enums import AskedFor


class OwnRequest(CentreOwned):
    """The person asks for a change of their project, or to be heard. Written once, by the person themselves.

    The law gives both rights and no day; `remind_on` is the day from which the centre's list calls it late: as many
    working days as for an interview. The centre answers beside it (`OwnRequestAnswer`).
    """

    centre = OwnedByCentre(app_may="SELECT")  # written by `jalon_person` alone: nobody speaks for them
    person = CentreForeignKey(Person, verbose_name=_("personne"), related_name="own_requests", db_index=False)
    kind = models.CharField(_("demande"), max_length=7, choices=AskedFor)
    words = models.TextField(_("de quoi"), blank=True)
    asked_on = models.DateField(_("demandé le"))
    asked_at = models.DateTimeField(_("demandé à"))
    remind_on = models.DateField(_("à répondre pour le"))

    class Meta:
        verbose_name = _("demande de la personne")
        verbose_name_plural = _("demandes de la personne")
        indexes = [models.Index(fields=["centre", "remind_on"], name="own_request_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "person", "kind", "asked_on"], name="own_request_once_a_day"),
            models.CheckConstraint(
                name="own_request_says_what",
                condition=~Q(kind=AskedFor.CHANGE) | ~Q(words=""),
                violation_error_message=_("Écrivez en quelques mots ce qui doit changer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.asked_on}"


class OwnRequestAnswer(CentreOwned):
    """What the centre answers, for the person to read. Rows are only added; a later answer stands beside the earlier.

    `meets_at`: when the person is heard, or was. `no_longer`: the person needs it no more; `agreed`: who said so, how.
    """

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    request = CentreForeignKey(OwnRequest, related_name="answers", db_index=False)
    meets_at = models.DateTimeField(_("rendez-vous"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    words = models.TextField(_("un mot pour la personne"), blank=True)
    no_longer = models.BooleanField(_("la personne n’en a plus besoin"), default=False)
    agreed = models.TextField(_("qui l’a dit, et comment"), blank=True)
    answered_at = models.DateTimeField(_("répondu à"))
    answered_by = CentreForeignKey(Membership, verbose_name=_("par"), related_name="+", db_index=False)

    class Meta:
        verbose_name = _("réponse à une demande de la personne")
        verbose_name_plural = _("réponses aux demandes de la personne")
        indexes = [models.Index(fields=["centre", "request", "answered_at"], name="own_request_answered")]
        constraints = [
            models.CheckConstraint(
                name="own_request_answer_says_something",
                condition=Q(meets_at__isnull=False) | ~Q(words=""),
                violation_error_message=_("Fixez un rendez-vous, ou répondez en quelques mots."),
            ),
            models.CheckConstraint(
                name="own_request_needless_says_who",
                condition=Q(no_longer=False, agreed="") | (Q(no_longer=True) & ~Q(agreed="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class CardRequest(CentreOwned):
    """Somebody at the door has lost letter, code or password, and asks the centre for a new card. Nobody is proven.

    `person`: whose card has that number, or the one file of that name and birth; None: the desk looks. Nothing is given
    here: the desk makes a card once it has seen the person, which ends the request; or says what became of it.
    """

    centre = OwnedByCentre()
    person = CentreForeignKey(Person, related_name="card_requests", null=True, db_index=False)
    name = models.CharField(_("nom et prénom"), max_length=200, blank=True)
    born_on = models.DateField(_("date de naissance"), null=True, blank=True)
    reach = models.CharField(_("comment la joindre"), max_length=300, blank=True)
    asked_on = models.DateField(_("demandé le"))
    asked_at = models.DateTimeField(_("demandé à"))
    settled_at = models.DateTimeField(_("réglé à"), null=True)
    settled_by = CentreForeignKey(Membership, verbose_name=_("par"), related_name="+", null=True, db_index=False)
    outcome = models.CharField(_("ce qui a été fait"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("demande d’une nouvelle carte")
        verbose_name_plural = _("demandes d’une nouvelle carte")
        indexes = [
            models.Index(fields=["centre", "asked_on"], condition=Q(settled_at=None), name="card_request_waiting")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "person"], condition=Q(settled_at=None), name="card_request_one_at_a_time"
            ),
            models.CheckConstraint(
                name="card_request_settled_says_how",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, outcome="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(name="card_request_says_whose", condition=Q(person__isnull=False) | ~Q(name="")),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
