"""What acts on results are called in the centre's journal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb


def _corrected(detail: Detail) -> str:
    numbers = {"field": detail["field"], "counted": detail["counted"], "value": detail["value"]}
    if detail["counted"] is None:
        return _("point %(field)s : %(value)s") % numbers
    return _("point %(field)s : %(counted)s compté, %(value)s retenu") % numbers


def _field(detail: Detail) -> str:
    return _("point %(field)s") % {"field": detail["field"]}


def _listed(detail: Detail) -> str:
    return _("point %(field)s, %(files)s dossiers") % {"field": detail["field"], "files": detail["files"]}


def _handed(detail: Detail) -> str:
    return _("remise %(n)s") % {"n": detail["number"]}


VERBS = {
    "results.corrected": Verb(gettext_lazy("Nombre d’un rapport écrit à la main"), _corrected),
    "results.taken_back": Verb(gettext_lazy("Nombre écrit à la main repris"), _field),
    "results.frozen": gettext_lazy("Résultats figés avec leurs dossiers"),
    "results.handed": Verb(gettext_lazy("Nombres remis au promoteur du cluster"), _handed),
    "results.files_listed": Verb(gettext_lazy("Dossiers derrière un nombre du rapport lus"), _listed),
}
