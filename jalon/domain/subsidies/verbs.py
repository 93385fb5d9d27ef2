"""What the acts on programmes are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb


def _list(detail: Detail) -> str:
    return _("%(title)s, %(rows)s lignes") % {"title": detail["title"], "rows": detail["rows"]}


def _decision(detail: Detail) -> str:
    return _("%(line)s, décision %(number)s") % {"line": detail["line"], "number": detail["number"]}


VERBS = {
    "programme.taken_over": gettext_lazy("Programme livré avec Jalon repris"),
    "programme.entered": gettext_lazy("Programme encodé"),
    "programme.changed": gettext_lazy("Programme modifié"),
    "programme.list_imported": Verb(gettext_lazy("Liste importée"), _list),
    "programme.decided": Verb(gettext_lazy("Partage décidé"), _decision),
}
