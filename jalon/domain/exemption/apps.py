"""The exemption app."""

from datetime import date

from django.apps import AppConfig
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ExemptionConfig(AppConfig):
    """Months worked out and kept; the law itself stands in `jalon.law.income`."""

    name = "jalon.domain.exemption"
    label = "exemption"

    def ready(self) -> None:
        """The verbs of the journal, in words."""
        from jalon.domain.audit.verbs import Verb, declare
        from jalon.domain.exemption.queries import kept_months
        from jalon.domain.people.told import tell

        tell("months", kept_months)

        def month(detail):
            return date_format(date.fromisoformat(detail["month"]), "F Y")

        def correcting(detail):
            return _("%(month)s (%(reason)s)") % {"month": month(detail), "reason": detail["reason"]}

        declare(
            {
                "earnings.opened": gettext_lazy("Page « Si vous travaillez » ouverte"),
                "earnings.read": Verb(gettext_lazy("Calcul d’un mois de travail lu"), month),
                "earnings.kept": Verb(gettext_lazy("Calcul d’un mois de travail gardé au dossier"), month),
                "earnings.corrected": Verb(gettext_lazy("Calcul d’un mois de travail corrigé"), correcting),
            }
        )
