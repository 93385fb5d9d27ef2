"""The life of a bilan: written, then finished for good."""

from django.utils.translation import gettext_lazy as _

from jalon.domain.core.errors import DomainError
from jalon.domain.core.transitions import Machine, Transition
from jalon.domain.instruments import apart
from jalon.domain.instruments.enums import BilanState
from jalon.domain.instruments.models import Bilan
from jalon.domain.instruments.permissions import may_write_bilan


def something_is_written(bilan: Bilan) -> None:
    """A bilan in which nothing at all is written says nothing about anybody."""
    if not (any(entry.has_content for entry in bilan.entries.all()) or apart.said(bilan).words):
        raise DomainError(
            _("Ce bilan est encore vide."),
            _("Un bilan terminé parle d’au moins un domaine."),
            _("Écrivez quelques mots ou choisissez un niveau dans un domaine, puis terminez."),
        )


bilan_machine = Machine(
    "bilan",
    [
        Transition(
            BilanState.DRAFT, "finish", BilanState.FINISHED, may_write_bilan, something_is_written,
            _("Le bilan ne pourra plus être modifié ; un document est gardé au dossier."),
        ),
    ],
)  # fmt: skip
