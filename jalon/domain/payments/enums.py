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


class BankSays(models.TextChoices):
    """What the bank's answer means for one order."""

    PAID = "paid", _("payé, dit la banque")
    REFUSED = "refused", _("refusé, dit la banque")
    DOUBLE = "double", _("refusé comme déjà vu, dit la banque")
    WAITS = "waits", _("reçu par la banque, pas encore payé")


# Reasons of ISO 20022 that a payment to a centre meets; another one is shown by its code.
REASONS = {
    "AC01": _("numéro de compte incorrect"),
    "AC04": _("compte clôturé"),
    "AC06": _("compte bloqué"),
    "AG01": _("opération interdite sur ce compte"),
    "AG02": _("code d’opération non valable"),
    "AM02": _("montant au-dessus de ce qui est permis"),
    "AM04": _("pas assez de fonds"),
    "AM05": _("déjà vu par la banque"),
    "BE01": _("titulaire et compte ne concordent pas"),
    "CUST": _("à la demande du payeur"),
    "DT01": _("date non valable"),
    "FF01": _("fichier non valable"),
    "MD07": _("titulaire décédé"),
    "MS02": _("refusé par le client, sans raison donnée"),
    "MS03": _("refusé par la banque, sans raison donnée"),
    "RC01": _("code de banque incorrect"),
    "RR04": _("raison réglementaire"),
    "TM01": _("fichier reçu trop tard"),
}
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
