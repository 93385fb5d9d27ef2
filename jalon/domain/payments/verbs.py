"""What the acts on accounts, closings and payments are called, at the centre and at the administration."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb
from jalon.domain.subsidies.words import money


def _account(detail: Detail) -> str:
    return str(detail["account"])


def _closing(detail: Detail) -> str:
    return _("%(line)s, clôture %(number)s") % {"line": detail["line"], "number": detail["number"]}


def _batch(detail: Detail) -> str:
    told = {"number": detail["number"], "orders": detail["orders"], "sum": money(detail["cents"])}
    return _("lot %(number)s : %(orders)s paiements, %(sum)s") % told


def _order(detail: Detail) -> str:
    words = f"{detail['reference']}, {money(detail['cents'])}"
    return f"{words}. {detail['reason']}" if detail.get("reason") else words


VERBS = {
    "account.given": Verb(gettext_lazy("Compte bancaire donné"), _account),
    "account.confirmed": Verb(gettext_lazy("Compte bancaire confirmé"), _account),
    "account.withdrawn": Verb(gettext_lazy("Compte bancaire retiré"), _account),
    "payments.closed": Verb(gettext_lazy("Ligne clôturée"), _closing),
    "payments.prepared": Verb(gettext_lazy("Paiements préparés"), _batch),
    "payments.released": Verb(gettext_lazy("Paiements libérés"), _batch),
    "payments.dropped": Verb(gettext_lazy("Paiements abandonnés"), _batch),
    "payments.answered": Verb(gettext_lazy("Réponse de la banque gardée"), _batch),
    "payments.read": Verb(gettext_lazy("Réponse de la banque lue, rien n’a changé"), _batch),
    "payments.executed": Verb(gettext_lazy("Paiements exécutés"), _batch),
    "payments.rejected": Verb(gettext_lazy("Paiement rejeté par la banque"), _order),
    "payments.claimed": Verb(gettext_lazy("Remboursement demandé"), _order),
    "payments.received": Verb(gettext_lazy("Remboursement reçu"), _order),
    "payments.given_up": Verb(gettext_lazy("Remboursement plus demandé"), _order),
}
