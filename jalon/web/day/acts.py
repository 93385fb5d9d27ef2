"""The one next act of each kind of thing that waits: its words and the page it is done on."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.errors import Text
from jalon.domain.worklist.kinds import Kind
from jalon.domain.worklist.queries import Row


@dataclass(frozen=True)
class Act:
    """`label` of the button, `route` of its page, `key` of the object in the route."""

    label: Text
    route: str
    key: str
    about_person: bool = False


ACTS: dict[Kind, Act] = {
    Kind.CONCLUDE: Act(_("Préparer"), "piis:new", "person_id", about_person=True),
    Kind.HAND_OVER: Act(_("Reprendre"), "piis:edit", "piis_id"),
    Kind.SIGN: Act(_("Faire signer"), "piis:sign", "piis_id"),
    Kind.DECIDE: Act(_("Voir"), "piis:project", "piis_id"),
    Kind.APPOINTMENT: Act(_("Faire le point"), "piis:evaluate", "piis_id"),
    Kind.EVALUATE: Act(_("Faire le point"), "piis:evaluate", "piis_id"),
    Kind.PROMISE: Act(_("Ouvrir"), "piis:project", "piis_id"),
    Kind.RENEW: Act(_("Ouvrir"), "piis:project", "piis_id"),
    Kind.CLOSE: Act(_("Terminer"), "piis:end", "piis_id"),
    Kind.EXEMPTION: Act(_("Revoir"), "people:file", "person_id", about_person=True),
    Kind.SANCTION: Act(_("Lire"), "sanctions:proposal", "proposal_id"),
    Kind.NOTIFY: Act(_("Notifier"), "sanctions:proposal", "proposal_id"),
    Kind.WORKER: Act(_("Ouvrir"), "people:file", "person_id", about_person=True),
}


@dataclass(frozen=True)
class Line:
    """A row of the list as the page shows it."""

    row: Row
    act: Act
    url: str
    file_url: str
    late: bool


def as_line(row: Row, on: date) -> Line:
    """A row with its act and its two addresses."""
    act = ACTS[row.kind]
    target = row.person_id if act.about_person else row.subject_id
    file_url = reverse("people:file", kwargs={"person_id": row.person_id})
    return Line(row, act, reverse(act.route, kwargs={act.key: target}), file_url, row.is_late(on))
