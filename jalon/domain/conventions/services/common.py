"""What the acts share: moving the state, telling the centre, noting for the administration."""

from jalon.domain.conventions.models import Answer, Note
from jalon.domain.conventions.transitions import CONVENTION
from jalon.domain.core.both_sides import Dossier

_dossier = Dossier("convention", CONVENTION, Answer, Note)
move, kept, tell, note = _dossier.move, _dossier.kept, _dossier.tell, _dossier.note
