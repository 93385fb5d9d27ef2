"""Closings, settlements, accounts, batches and orders. Amounts in cents.

What is owed to a centre under a line is one identity: (centre, programme, line). The rights of each table say who
writes what; migration 0002 adds what a right cannot say: two people for an account and for a batch, nothing before
the minister signed, nothing twice, never more than the advance and, once settled, than the final amount.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.conventions.models import Advance
from jalon.domain.core.digests import sha256_of
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.payments.enums import DEAD, AccountState, BatchState, Kind, State
from jalon.domain.payments.status import Answer, read
from jalon.domain.subsidies.models import Award, Programme


class Closing(models.Model):
    """A line closed: what each centre used and how the rest was shared, frozen. A later correction is a new number.

    `content`: canonical JSON of the line, the rows, the rule, the amounts and the version of the law.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    line = models.CharField(_("ligne"), max_length=40)
    number = models.PositiveSmallIntegerField(_("numéro"))
    content = models.TextField(_("contenu"))
    sha256 = models.CharField(max_length=64, editable=False)
    reason = models.CharField(_("base de la décision"), max_length=500)
    decided_at = models.DateTimeField(_("décidé à"))
    decided_by = models.CharField(_("par"), max_length=120)

    class Meta:
        verbose_name = _("clôture d’une ligne")
        verbose_name_plural = _("clôtures de lignes")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "line", "number"],
                name="closing_number",
                violation_error_message=_("Quelqu’un d’autre vient de clôturer cette ligne."),
            ),
            models.CheckConstraint(name="closing_hash_of_content", condition=Q(sha256=sha256_of("content"))),
            models.CheckConstraint(name="closing_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.line} {self.number}"


class Settlement(CentreOwned):
    """What one centre ends with under a line, with its reasons. All that the centre reads of a closing stands here.

    `paid`: what had been paid, less what had been paid back, when the line was closed. `facts`: titles, rule, reasons
    as sentences in every language (`why`), as plain JSON.
    """

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT")
    closing = models.ForeignKey(Closing, models.PROTECT, related_name="+", db_index=False)
    award = CentreForeignKey(Award, related_name="+", db_index=False)
    programme_id = models.UUIDField(editable=False)
    line = models.CharField(_("ligne"), max_length=40)
    number = models.PositiveSmallIntegerField(_("numéro"))
    granted = models.BigIntegerField(_("montant accordé"))
    justified = models.BigIntegerField(_("justifié et accepté"))
    supplement = models.BigIntegerField(_("supplément"))
    final = models.BigIntegerField(_("montant final"))
    paid = models.BigIntegerField(_("déjà payé"))
    facts = models.JSONField()
    decided_at = models.DateTimeField(_("décidé à"))

    class Meta:
        verbose_name = _("décompte")
        verbose_name_plural = _("décomptes")
        constraints = [
            models.UniqueConstraint(fields=["centre", "programme_id", "line", "number"], name="settlement_number"),
            models.CheckConstraint(
                name="settlement_adds_up",
                condition=Q(granted__gte=0, justified__gte=0, supplement__gte=0)
                & Q(final=Func(F("granted"), F("justified"), function="LEAST") + F("supplement"))
                & Q(final__lte=F("justified")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.final}"

    @property
    def used(self) -> int:
        """What of the grant is justified."""
        return min(self.granted, self.justified)

    @property
    def owed(self) -> dict[Kind, int]:
        """What it makes due, by kind: a balance of the grant, the supplement, or else what is to be paid back."""
        rest = self.final - self.paid
        if rest < 0:
            return {Kind.RECOVERY: -rest}
        balance = max(0, self.used - self.paid)
        parts = {Kind.BALANCE: balance, Kind.SUPPLEMENT: rest - balance}
        return {kind: cents for kind, cents in parts.items() if cents}


class Account(CentreOwned):
    """A bank account a centre gave. One person gives it, another confirms it; then it is the only one paid on."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE", federal_may="SELECT")
    iban = models.CharField(_("IBAN"), max_length=34)
    holder = models.CharField(_("titulaire"), max_length=70)
    state = models.CharField(_("état"), max_length=10, choices=AccountState, default=AccountState.GIVEN)
    given_by = CentreForeignKey(Membership, related_name="+", db_index=False)
    given_at = models.DateTimeField(_("donné à"))
    confirmed_by = CentreForeignKey(Membership, null=True, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField(_("confirmé à"), null=True)
    ended_at = models.DateTimeField(_("fini à"), null=True)

    class Meta:
        verbose_name = _("compte bancaire")
        verbose_name_plural = _("comptes bancaires")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "state"],
                condition=Q(state__in=[AccountState.GIVEN, AccountState.CONFIRMED]),
                name="account_one_of_each",
                violation_error_message=_("Un compte attend déjà d’être confirmé."),
            ),
            models.CheckConstraint(
                name="account_by_two_people",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("given_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Batch(models.Model):
    """Orders of one day: prepared by one officer, released by another. `content`: canonical JSON of its orders.

    `file`: the payment file as it was made at the release; asked again, it is the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.PositiveIntegerField(_("numéro"), unique=True)
    state = models.CharField(_("état"), max_length=10, choices=BatchState, default=BatchState.PREPARED)
    execute_on = models.DateField(_("à payer le"))
    content = models.TextField(_("contenu"))
    sha256 = models.CharField(max_length=64, editable=False)
    prepared_by = models.ForeignKey(FederalMembership, models.PROTECT, related_name="+")
    prepared_name = models.CharField(_("préparé par"), max_length=120)
    prepared_at = models.DateTimeField(_("préparé à"))
    released_by = models.ForeignKey(FederalMembership, models.PROTECT, null=True, related_name="+")
    released_name = models.CharField(_("libéré par"), max_length=120, blank=True)
    released_at = models.DateTimeField(_("libéré à"), null=True)
    file = models.TextField(blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("lot de paiements")
        verbose_name_plural = _("lots de paiements")
        constraints = [
            models.CheckConstraint(name="batch_hash_of_content", condition=Q(sha256=sha256_of("content"))),
            models.CheckConstraint(
                name="batch_by_two_people", condition=Q(released_by__isnull=True) | ~Q(released_by=F("prepared_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class BankAnswer(models.Model):
    """What the bank answered to a batch, as it came; noted once, by a person who read what it says."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="answers")
    message = models.CharField(_("numéro chez la banque"), max_length=35)
    content = models.BinaryField(_("contenu"))
    sha256 = models.CharField(max_length=64, editable=False, unique=True)
    received_at = models.DateTimeField(_("reçue à"))
    received_by = models.CharField(_("par"), max_length=120)
    noted_at = models.DateTimeField(_("notée à"), null=True)
    noted_by = models.CharField(_("par"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("réponse de la banque")
        verbose_name_plural = _("réponses de la banque")
        constraints = [
            models.CheckConstraint(
                name="bankanswer_hash_of_content", condition=Q(sha256=sha256_of("content", text=False))
            ),
        ]

    def __str__(self) -> str:
        return self.message

    @property
    def told(self) -> Answer:
        """What it says, read again."""
        return read(bytes(self.content))


_ALIVE = ~Q(state__in=DEAD)


class Order(CentreOwned):
    """One amount to one centre under one line, and what it rests on; or, as a recovery, from it.

    It rests on the amount awarded, on the advance the minister's signature made due, or on a settlement.
    """

    centre = OwnedByCentre(app_may="SELECT", federal_may="SELECT, INSERT, UPDATE")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(_("pour"), max_length=10, choices=Kind)
    programme_id = models.UUIDField(editable=False)
    line = models.CharField(_("ligne"), max_length=40)
    award = CentreForeignKey(Award, related_name="+", db_index=False)
    advance = CentreForeignKey(Advance, null=True, related_name="+", db_index=False)
    settlement = CentreForeignKey(Settlement, null=True, related_name="+", db_index=False)
    account = CentreForeignKey(Account, null=True, related_name="+", db_index=False)
    cents = models.BigIntegerField(_("montant"))
    reference = models.CharField(_("référence"), max_length=35)
    state = models.CharField(_("état"), max_length=10, choices=State)
    state_since = models.DateTimeField(_("depuis"))
    due_on = models.DateField(_("pour le"))
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("ordre de paiement")
        verbose_name_plural = _("ordres de paiement")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "programme_id", "line", "advance"],
                condition=Q(kind=Kind.ADVANCE) & _ALIVE,
                nulls_distinct=False,
                name="order_one_advance",
                violation_error_message=_("Cette avance est déjà ordonnée."),
            ),
            models.UniqueConstraint(
                fields=["centre", "settlement", "kind"],
                condition=Q(settlement__isnull=False) & _ALIVE,
                name="order_once_per_settlement",
                violation_error_message=_("Ce montant est déjà ordonné."),
            ),
            models.UniqueConstraint(fields=["centre", "reference"], name="order_reference"),
            models.CheckConstraint(name="order_of_something", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="order_rests_on_something",
                condition=Q(kind=Kind.ADVANCE, settlement__isnull=True, batch__isnull=False, account__isnull=False)
                | Q(
                    kind__in=[Kind.BALANCE, Kind.SUPPLEMENT], settlement__isnull=False, advance__isnull=True,
                    batch__isnull=False, account__isnull=False,
                )
                | Q(
                    kind=Kind.RECOVERY, settlement__isnull=False, advance__isnull=True, batch__isnull=True,
                    account__isnull=True,
                ),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["centre", "programme_id", "line"], name="order_of_line"),
            models.Index(fields=["centre", "batch"], name="order_of_batch"),
        ]

    def __str__(self) -> str:
        return self.reference
