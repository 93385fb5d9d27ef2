"""The journal's verbs about bilans and measurements, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb
from jalon.domain.instruments.enums import MeasurementMoment, Rater


def _numbered(detail: Detail) -> str:
    return _("bilan %(number)s") % {"number": detail["number"]}


def _correcting(detail: Detail) -> str:
    return _("bilan %(number)s, qui corrige le bilan %(corrects)s") % {
        "number": detail["number"],
        "corrects": detail["corrects"],
    }


def _used(detail: Detail) -> str:
    return _("instrument « %(code)s », version %(version)s") % {
        "code": detail["code"],
        "version": detail["version"],
    }


def _measured(detail: Detail) -> str:
    said = _("« %(instrument)s », %(moment)s, selon %(rater)s") % {
        "instrument": detail["instrument"],
        "moment": MeasurementMoment(detail["moment"]).label,
        "rater": Rater(detail["rater"]).label,
    }
    if told := detail.get("told"):
        return _("%(said)s, avec des mots (domaines : %(n)s)") % {"said": said, "n": told}
    return said


VERBS = {
    "instrument.installed": Verb(gettext_lazy("Instrument installé"), _used),
    "instrument.retired": Verb(gettext_lazy("Instrument retiré"), _used),
    "instrument.restored": Verb(gettext_lazy("Instrument remis en usage"), _used),
    "measurement.read": gettext_lazy("Mesures lues"),
    "measurement.begun": Verb(gettext_lazy("Mesure commencée"), _measured),
    "measurement.written": Verb(gettext_lazy("Mesure complétée"), _measured),
    "measurement.described": Verb(gettext_lazy("Date ou moment d’une mesure modifiés"), _measured),
    "measurement.finished": Verb(gettext_lazy("Mesure terminée"), _measured),
    "measurement.corrected": Verb(gettext_lazy("Correction d’une mesure commencée"), _measured),
    "measurement.restated": Verb(gettext_lazy("Date ou moment d’une mesure corrigés"), _measured),
    "measurement.declined": Verb(gettext_lazy("Mesure laissée sans cette note"), _measured),
    "measurement.discarded": Verb(gettext_lazy("Mesure supprimée avant d’être terminée"), _measured),
    "measurement.handed": Verb(gettext_lazy("Appareil passé à la personne"), _measured),
    "bilan.read": gettext_lazy("Bilan social lu"),
    "bilan.started": Verb(gettext_lazy("Bilan social commencé"), _numbered),
    "bilan.written": Verb(gettext_lazy("Bilan social complété"), _numbered),
    "bilan.described": Verb(gettext_lazy("Date ou moment du bilan social modifiés"), _numbered),
    "bilan.discarded": Verb(gettext_lazy("Brouillon de bilan social supprimé"), _numbered),
    "bilan.joined": Verb(
        gettext_lazy("Niveaux d’un bilan social donnés ensemble, et non chacun de son côté"), _numbered
    ),
    "bilan.finished": Verb(gettext_lazy("Bilan social terminé"), _numbered),
    "bilan.corrected": Verb(gettext_lazy("Correction d’un bilan social commencée"), _correcting),
}
