"""A programme as a file: written to be kept, read to be kept here as a draft, which nobody shares before a decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core import reader
from jalon.domain.core.errors import NotAllowed
from jalon.domain.subsidies.grids import ListRefused, Problem
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes
from jalon.domain.subsidies.programmes import enter
from jalon.law.subsidies.programme_yaml import ProgrammeRefused, read_programme


class FileRefused(ListRefused):
    """The file is not kept; `problems` say on which line and why."""

    def __init__(self, refused: ProgrammeRefused) -> None:
        language = reader.law_language()
        super().__init__([Problem(one.line, one.say(language)) for one in refused.mistakes])
        self.what = _("Le programme n’est pas chargé : des lignes sont à corriger.")


@transaction.atomic
def load(*, actor: FederalMembership, content: bytes, at: datetime) -> Programme:
    """Keep the programme of a file. Raises `NotAllowed`, `FileRefused`, `Conflict` when the year is there already."""
    if not manages_programmes(actor):
        raise NotAllowed
    try:
        decree = read_programme(content)
    except ProgrammeRefused as refused:
        raise FileRefused(refused) from refused
    return enter(actor=actor, decree=decree, at=at, verb="programme.loaded")
