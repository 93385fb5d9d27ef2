"""What acts on figures are called, at the centre and at the administration."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb


def _reports(detail: Detail) -> str:
    return _("%(approved)s rapports approuvés sur %(owed)s") % {"approved": detail["approved"], "owed": detail["owed"]}


VERBS = {
    "figures.submitted": gettext_lazy("Chiffres envoyés au niveau fédéral"),
    "figures.corrected": gettext_lazy("Chiffres envoyés corrigés"),
    "figures.files_listed": gettext_lazy("Dossiers derrière un chiffre listés"),
    "figures.reports_published": Verb(gettext_lazy("Données ouvertes des rapports publiées"), _reports),
}
