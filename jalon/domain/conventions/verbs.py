"""What a centre's acts on its conventions are called in its journal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb


def _version(detail: Detail) -> str:
    return _("texte %(n)s") % {"n": detail["version"]}


def _reason(detail: Detail) -> str:
    return str(detail["reason"])


VERBS = {
    "convention.written": gettext_lazy("Convention écrite"),
    "convention.sent": Verb(gettext_lazy("Convention envoyée"), _version),
    "convention.withdrawn": Verb(gettext_lazy("Convention retirée"), _reason),
    "convention.time_asked": Verb(gettext_lazy("Autre délai demandé"), _reason),
    "convention.signed": Verb(gettext_lazy("Convention signée"), _version),
    "convention.amendment_begun": Verb(gettext_lazy("Avenant commencé"), _reason),
}
