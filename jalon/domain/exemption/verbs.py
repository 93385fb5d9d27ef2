"""The journal's verbs about months of work kept in a file, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb


def _month(detail: Detail) -> str:
    return date_format(date.fromisoformat(detail["month"]), "F Y")


def _correcting(detail: Detail) -> str:
    return _("%(month)s (%(reason)s)") % {"month": _month(detail), "reason": detail["reason"]}


VERBS = {
    "earnings.opened": gettext_lazy("Page « Si vous travaillez » ouverte"),
    "earnings.read": Verb(gettext_lazy("Calcul d’un mois de travail lu"), _month),
    "earnings.kept": Verb(gettext_lazy("Calcul d’un mois de travail gardé au dossier"), _month),
    "earnings.corrected": Verb(gettext_lazy("Calcul d’un mois de travail corrigé"), _correcting),
}
