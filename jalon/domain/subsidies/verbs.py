"""What the acts on programmes are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb
from jalon.domain.subsidies.words import ROLES


def _list(detail: Detail) -> str:
    return _("%(title)s, %(rows)s lignes") % {"title": detail["title"], "rows": detail["rows"]}


def _decision(detail: Detail) -> str:
    return _("%(line)s, décision %(number)s") % {"line": detail["line"], "number": detail["number"]}


_DONE = {
    "added": gettext_lazy("%(form)s, point %(field)s ajouté"),
    "changed": gettext_lazy("%(form)s, point %(field)s modifié"),
    "moved": gettext_lazy("%(form)s, point %(field)s déplacé"),
    "removed": gettext_lazy("%(form)s, point %(field)s retiré"),
    "named": gettext_lazy("%(form)s, autre intitulé"),
    "taken": gettext_lazy("%(form)s, repris de ceux de Jalon"),
}


_KEYED = {
    ("keys", "added"): gettext_lazy("clé « %(name)s » ajoutée"),
    ("keys", "changed"): gettext_lazy("clé « %(name)s » modifiée"),
    ("keys", "removed"): gettext_lazy("clé « %(name)s » retirée"),
    ("series", "added"): gettext_lazy("donnée « %(name)s » ajoutée"),
    ("series", "changed"): gettext_lazy("donnée « %(name)s » modifiée"),
    ("series", "removed"): gettext_lazy("donnée « %(name)s » retirée"),
}


def _keyed(detail: Detail) -> str:
    return str(_KEYED[detail["of"], detail["act"]]) % {"name": detail["name"]}


_WORDED = {
    "added": gettext_lazy("article %(number)s ajouté"),
    "changed": gettext_lazy("article %(number)s modifié"),
    "removed": gettext_lazy("article %(number)s retiré"),
    "taken": gettext_lazy("repris de ceux de Jalon"),
    "dropped": gettext_lazy("de nouveau ceux de Jalon"),
}


def _worded(detail: Detail) -> str:
    return str(_WORDED[detail["act"]]) % {"number": detail["number"]}


def _asked(detail: Detail) -> str:
    form = ROLES.get(detail["form"], detail["form"])
    return str(_DONE[detail["act"]]) % {"form": form, "field": detail["field"]}


VERBS = {
    "programme.taken_over": gettext_lazy("Programme livré avec Jalon repris"),
    "programme.entered": gettext_lazy("Programme encodé"),
    "programme.loaded": gettext_lazy("Programme chargé d’un fichier"),
    "programme.changed": gettext_lazy("Programme modifié"),
    "programme.asked": Verb(gettext_lazy("Formulaire modifié"), _asked),
    "programme.keyed": Verb(gettext_lazy("Clés et données du programme"), _keyed),
    "programme.worded": Verb(gettext_lazy("Articles de la convention"), _worded),
    "programme.list_imported": Verb(gettext_lazy("Liste importée"), _list),
    "programme.decided": Verb(gettext_lazy("Partage décidé"), _decision),
}
