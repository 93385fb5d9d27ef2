"""Kinds and states of what is paid, each with its words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountState(models.TextChoices):
    """Where a bank account of a centre stands: nothing is paid on one that a second person has not confirmed."""

    GIVEN = "given", _("attend une deuxième personne")
    CONFIRMED = "confirmed", pgettext_lazy("compte bancaire", "confirmé")
    REPLACED = "replaced", pgettext_lazy("compte bancaire", "remplacé")
    WITHDRAWN = "withdrawn", pgettext_lazy("compte bancaire", "retiré")


class Kind(models.TextChoices):
    """What an order is for."""

    ADVANCE = "advance", _("avance")
    BALANCE = "balance", _("solde")
    SUPPLEMENT = "supplement", _("supplément")
    RECOVERY = "recovery", _("remboursement demandé")


class State(models.TextChoices):
    """Where an order stands."""

    PREPARED = "prepared", _("préparé")
    RELEASED = "released", _("envoyé à la banque")
    EXECUTED = "executed", _("payé")
    REJECTED = "rejected", _("rejeté par la banque")
    DROPPED = "dropped", pgettext_lazy("ordre de paiement", "abandonné")
    CLAIMED = "claimed", _("remboursement attendu")
    RECEIVED = "received", _("remboursé")


class BatchState(models.TextChoices):
    """Where a batch stands."""

    PREPARED = "prepared", _("attend une deuxième signature")
    RELEASED = "released", pgettext_lazy("lot de paiements", "libéré")
    DROPPED = "dropped", pgettext_lazy("lot de paiements", "abandonné")


class Act(models.TextChoices):
    """What is done to an account, an order or a batch."""

    CONFIRM = "confirm", pgettext_lazy("compte bancaire", "confirmer")
    REPLACE = "replace", pgettext_lazy("compte bancaire", "remplacer")
    WITHDRAW = "withdraw", pgettext_lazy("compte bancaire", "retirer")
    RELEASE = "release", pgettext_lazy("lot de paiements", "libérer")
    DROP = "drop", pgettext_lazy("lot de paiements", "abandonner")
    EXECUTE = "execute", _("noter comme payé")
    REJECT = "reject", _("noter comme rejeté")
    RECEIVE = "receive", _("noter comme remboursé")


DEAD = (State.REJECTED, State.DROPPED)  # they hold no money
IN_FLIGHT = (State.PREPARED, State.RELEASED)
PAID_OUT = (Kind.ADVANCE, Kind.BALANCE, Kind.SUPPLEMENT)
# The kind of the badge of each state.
KINDS = {
    State.PREPARED: "draft",
    State.RELEASED: "waiting",
    State.EXECUTED: "ok",
    State.REJECTED: "bad",
    State.DROPPED: "stopped",
    State.CLAIMED: "warn",
    State.RECEIVED: "ok",
}
BATCH_KINDS = {BatchState.PREPARED: "waiting", BatchState.RELEASED: "ok", BatchState.DROPPED: "stopped"}
ACCOUNT_KINDS = {
    AccountState.GIVEN: "waiting",
    AccountState.CONFIRMED: "ok",
    AccountState.REPLACED: "stopped",
    AccountState.WITHDRAWN: "stopped",
}
