"""What a centre's acts on its reports are called in its journal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb


def _version(detail: Detail) -> str:
    return _("texte %(n)s") % {"n": detail["version"]}


def _reason(detail: Detail) -> str:
    return str(detail["reason"])


def _field(detail: Detail) -> str:
    return str(detail["field"])


VERBS = {
    "report.opened": gettext_lazy("Rapport ouvert"),
    "report.written": gettext_lazy("Rapport écrit"),
    "report.remarked": Verb(gettext_lazy("Remarque entre collègues"), _field),
    "report.settled": Verb(gettext_lazy("Remarques entre collègues closes"), _field),
    "report.signed": Verb(gettext_lazy("Rapport signé"), _version),
    "report.sent": Verb(gettext_lazy("Rapport envoyé"), _version),
    "report.taken_back": Verb(gettext_lazy("Texte repris, signature sans effet"), _reason),
    "report.time_asked": Verb(gettext_lazy("Autre délai demandé"), _reason),
    "report.replied": gettext_lazy("Réponse au contrôle d’une dépense"),
}
