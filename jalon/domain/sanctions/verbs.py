"""The journal's verbs about sanctions, in words."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "sanction.read": _("Proposition de sanction lue"),
    "sanction.written": _("Proposition de sanction écrite"),
    "sanction.cited": _("Engagement ou absence invoqué"),
    "sanction.uncited": _("Engagement ou absence n’est plus invoqué"),
    "sanction.lateness_explained": _("Retard du centre expliqué"),
    "sanction.open": _("Proposition de sanction commencée"),
    "sanction.notice": _("Mise en demeure envoyée"),
    "sanction.submit": _("Proposition transmise au Conseil"),
    "sanction.send_back": _("Proposition renvoyée au travailleur"),
    "sanction.decide": _("Sanction décidée"),
    "sanction.refuse": _("Pas de sanction"),
    "sanction.notify": _("Sanction notifiée"),
    "sanction.lift": _("Sanction levée"),
    "sanction.withdraw": _("Proposition de sanction abandonnée"),
}
