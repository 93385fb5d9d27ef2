"""What the acts share: moving the state, telling the centre, noting for the administration."""

from jalon.domain.core.both_sides import Dossier
from jalon.domain.reports.models import Answer, Note
from jalon.domain.reports.transitions import REPORT

_dossier = Dossier("report", REPORT, Answer, Note)
move, kept, tell, note = _dossier.move, _dossier.kept, _dossier.tell, _dossier.note
