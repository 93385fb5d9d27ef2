"""The journal's verbs about trajectories of social activation, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.activation.enums import Counts, Result
from jalon.domain.audit.verbs import Detail, Verb


def _numbered(detail: Detail) -> str:
    return _("trajectoire %(number)s") % {"number": detail["number"]}


def _counted(detail: Detail) -> str:
    return str(Counts(detail["counts"]).label)


def _concluded(detail: Detail) -> str:
    return str(Result(detail["result"]).label) if detail["result"] else _("aucun des quatre résultats")


VERBS = {
    "activation.read": gettext_lazy("Trajectoire d’activation sociale lue"),
    "activation.team_read": gettext_lazy("Nombres de l’équipe lus"),
    "activation.listed": gettext_lazy("Liste des trajectoires montrée"),
    "activation.way_read": gettext_lazy("Page « mon chemin » montrée"),
    "activation.opened": Verb(gettext_lazy("Trajectoire d’activation sociale ouverte"), _numbered),
    "activation.written": Verb(gettext_lazy("Trajectoire modifiée"), _numbered),
    "activation.joined": Verb(gettext_lazy("Inscription à un module"), _numbered),
    "activation.attended": Verb(gettext_lazy("Participation à un module notée"), _numbered),
    "activation.action_noted": Verb(gettext_lazy("Action notée"), _numbered),
    "activation.action_settled": Verb(gettext_lazy("État d’une action noté"), _numbered),
    "activation.decided": Verb(gettext_lazy("Classement décidé par une personne"), _counted),
    "activation.concluded": Verb(gettext_lazy("Trajectoire conclue"), _concluded),
    "activation.reopened": Verb(gettext_lazy("Trajectoire rouverte"), _numbered),
    "activation.module_added": Verb(gettext_lazy("Module ajouté"), _counted),
    "activation.module_changed": Verb(gettext_lazy("Module modifié"), _counted),
    "activation.files_listed": gettext_lazy("Dossiers derrière un chiffre de la convention listés"),
}
