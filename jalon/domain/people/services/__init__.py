"""Acts on a person's file. Each is one transaction, checks who may, and writes its row in the journal."""

from jalon.domain.people.services.caseload import assign, hand_over
from jalon.domain.people.services.exemptions import end_exemption, grant_exemption, renew_exemption
from jalon.domain.people.services.files import close_file, create_person, edit_person, reopen_file
from jalon.domain.people.services.ground import FileClosed, held_open
from jalon.domain.people.services.household import end_partnership, link_partner
from jalon.domain.people.services.identity import NissTaken, record_niss, replace_niss, reveal_niss
from jalon.domain.people.services.statuses import correct_status, end_status, start_status

__all__ = [
    "FileClosed",
    "NissTaken",
    "assign",
    "close_file",
    "correct_status",
    "create_person",
    "edit_person",
    "end_exemption",
    "end_partnership",
    "end_status",
    "grant_exemption",
    "hand_over",
    "held_open",
    "link_partner",
    "record_niss",
    "renew_exemption",
    "reopen_file",
    "replace_niss",
    "reveal_niss",
    "start_status",
]
