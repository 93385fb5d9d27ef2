"""The instruments app."""

from django.apps import AppConfig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class InstrumentsConfig(AppConfig):
    """Bilans and what is measured with them."""

    name = "jalon.domain.instruments"
    label = "instruments"

    def ready(self) -> None:
        """The verbs of the journal, in words."""
        from jalon.domain.audit.verbs import Verb, declare

        def numbered(detail):
            return _("bilan %(number)s") % {"number": detail["number"]}

        def correcting(detail):
            return _("bilan %(number)s, qui corrige le bilan %(corrects)s") % {
                "number": detail["number"],
                "corrects": detail["corrects"],
            }

        declare(
            {
                "bilan.read": gettext_lazy("Bilan social lu"),
                "bilan.started": Verb(gettext_lazy("Bilan social commencé"), numbered),
                "bilan.written": Verb(gettext_lazy("Bilan social complété"), numbered),
                "bilan.described": Verb(gettext_lazy("Date ou moment du bilan social modifiés"), numbered),
                "bilan.discarded": Verb(gettext_lazy("Brouillon de bilan social supprimé"), numbered),
                "bilan.finished": Verb(gettext_lazy("Bilan social terminé"), numbered),
                "bilan.corrected": Verb(gettext_lazy("Correction d’un bilan social commencée"), correcting),
            }
        )
