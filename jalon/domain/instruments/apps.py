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

        def used(detail):
            return _("instrument « %(code)s », version %(version)s") % {
                "code": detail["code"],
                "version": detail["version"],
            }

        def measured(detail):
            from jalon.domain.instruments.enums import MeasurementMoment, Rater

            return _("« %(instrument)s », %(moment)s, selon %(rater)s") % {
                "instrument": detail["instrument"],
                "moment": MeasurementMoment(detail["moment"]).label,
                "rater": Rater(detail["rater"]).label,
            }

        declare(
            {
                "instrument.installed": Verb(gettext_lazy("Instrument installé"), used),
                "instrument.retired": Verb(gettext_lazy("Instrument retiré"), used),
                "instrument.restored": Verb(gettext_lazy("Instrument remis en usage"), used),
                "measurement.read": gettext_lazy("Mesures lues"),
                "measurement.begun": Verb(gettext_lazy("Mesure commencée"), measured),
                "measurement.written": Verb(gettext_lazy("Mesure complétée"), measured),
                "measurement.described": Verb(gettext_lazy("Date ou moment d’une mesure modifiés"), measured),
                "measurement.finished": Verb(gettext_lazy("Mesure terminée"), measured),
                "measurement.corrected": Verb(gettext_lazy("Correction d’une mesure commencée"), measured),
                "measurement.restated": Verb(gettext_lazy("Date ou moment d’une mesure corrigés"), measured),
                "measurement.declined": Verb(gettext_lazy("Mesure laissée sans cette note"), measured),
                "measurement.discarded": Verb(gettext_lazy("Mesure supprimée avant d’être terminée"), measured),
                "measurement.handed": Verb(gettext_lazy("Appareil passé à la personne"), measured),
                "bilan.read": gettext_lazy("Bilan social lu"),
                "bilan.started": Verb(gettext_lazy("Bilan social commencé"), numbered),
                "bilan.written": Verb(gettext_lazy("Bilan social complété"), numbered),
                "bilan.described": Verb(gettext_lazy("Date ou moment du bilan social modifiés"), numbered),
                "bilan.discarded": Verb(gettext_lazy("Brouillon de bilan social supprimé"), numbered),
                "bilan.finished": Verb(gettext_lazy("Bilan social terminé"), numbered),
                "bilan.corrected": Verb(gettext_lazy("Correction d’un bilan social commencée"), correcting),
            }
        )
