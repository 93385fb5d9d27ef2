"""The space app: what a person reaches is declared in `reach`, and nowhere else."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jalon.domain.space import reach


class SpaceConfig(AppConfig):
    """Accesses, interviews asked for, the person's words on evaluations."""

    name = "jalon.domain.space"
    label = "space"
    extra_policies = reach.policies()
    column_rights = reach.column_rights()

    def ready(self) -> None:
        """The journal's verbs in words."""
        from jalon.domain.audit.verbs import Verb, declare
        from jalon.domain.people.told import tell
        from jalon.domain.space.queries import to_tell

        for name, expression in to_tell().items():
            tell(name, expression)
        declare(
            {
                "access.made": _("Carte d’accès faite pour la personne"),
                "access.renewed": _("Nouveau code pour la carte de la personne"),
                "access.suspended": _("Accès de la personne suspendu"),
                "access.restored": _("Accès de la personne rouvert"),
                "access.ended": _("Accès de la personne terminé"),
                "access.opened": _("La personne a ouvert son accès"),
                "access.password_changed": _("La personne a changé son mot de passe"),
                "access.code_locked": _("Cinq mauvais essais : le code de la carte ne vaut plus"),
                "interview.asked": _("La personne a demandé un entretien"),
                "interview.answered": _("Réponse à la demande d’entretien"),
                "voice.said": Verb(_("La personne s’exprime sur une évaluation"), _opinion),
                "file.access": _("Accès de la personne ouvert"),
                "file.voices": _("Paroles de la personne lues"),
                "file.interview": _("Demande d’entretien lue"),
            }
        )


def _opinion(detail: Any) -> str:
    from jalon.domain.space.enums import Opinion

    return str(Opinion(detail["opinion"]).label) if detail.get("opinion") else ""
