"""Questions about people: the public face of reading."""

from jalon.domain.core.paging import Cursor, Page
from jalon.domain.people.caseload import (
    NO_STATUS,
    Caseload,
    Filters,
    Narrowing,
    caseload,
    colleagues,
    exemption_to_review,
    listed,
    narrowed,
    without_birth_year,
    without_status,
    workload,
)
from jalon.domain.people.duplicates import Likeness, likely_duplicates, same_niss
from jalon.domain.people.search import search
from jalon.domain.people.situation import (
    Obliged,
    attach_statuses,
    exemption_on,
    follow_up,
    partner_on,
    read_file,
    situation_on,
    status_on,
    statuses_of,
    unbroken_right,
)
from jalon.domain.people.traces import Trace, acts, all_openings, openings

__all__ = [
    "NO_STATUS",
    "Caseload",
    "Cursor",
    "Filters",
    "Likeness",
    "Narrowing",
    "Obliged",
    "Page",
    "Trace",
    "acts",
    "all_openings",
    "attach_statuses",
    "caseload",
    "colleagues",
    "exemption_on",
    "exemption_to_review",
    "follow_up",
    "likely_duplicates",
    "listed",
    "narrowed",
    "openings",
    "partner_on",
    "read_file",
    "same_niss",
    "search",
    "situation_on",
    "status_on",
    "statuses_of",
    "unbroken_right",
    "without_birth_year",
    "without_status",
    "workload",
]
