"""The one next act of each kind of thing that waits: its words and the page it is done on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_member, is_social_staff, speaks_for_council
from jalon.domain.core.errors import Text
from jalon.domain.worklist.kinds import Kind
from jalon.domain.worklist.queries import Row
from jalon.web.ui.addresses import address

PROJECT = {"piis_id": "subject_id"}
PROPOSAL = {"proposal_id": "subject_id"}
PERSON = {"person_id": "person_id"}


@dataclass(frozen=True)
class Act:
    """`label` of the button; `route` of its page; `keys`: where in the row each part of the route is found.

    `who` may do it; the others of the centre are offered to read instead.
    """

    label: Text
    route: str
    keys: dict[str, str]
    who: Callable[[Membership], bool] = is_member

    def url(self, row: Row) -> str:
        """The page of this act for this row."""
        return address(self.route, **{name: getattr(row, place) for name, place in self.keys.items()})


ACTS: dict[Kind, Act] = {
    Kind.CONCLUDE: Act(_("Préparer"), "piis:new", PERSON, is_social_staff),
    Kind.HAND_OVER: Act(_("Reprendre"), "piis:edit", PROJECT, is_social_staff),
    Kind.SIGN: Act(_("Faire signer"), "piis:signing", PROJECT),
    Kind.AMENDMENT: Act(_("Ouvrir"), "piis:show", PROJECT),
    Kind.DECIDE: Act(_("Voir"), "piis:show", PROJECT),
    Kind.APPOINTMENT: Act(_("Faire le point"), "piis:evaluate", PROJECT, is_social_staff),
    Kind.EVALUATE: Act(_("Faire le point"), "piis:evaluate", PROJECT, is_social_staff),
    Kind.PROMISE: Act(_("Ouvrir"), "piis:show", PROJECT),
    Kind.RENEW: Act(_("Ouvrir"), "piis:show", PROJECT),
    Kind.CLOSE: Act(_("Terminer"), "piis:end", PROJECT, is_social_staff),
    Kind.EXEMPTION: Act(_("Revoir"), "people:exemption_review", {**PERSON, "exemption_id": "key"}, is_social_staff),
    Kind.INTERVIEW: Act(_("Répondre"), "desk:interview", {**PERSON, "request_id": "key"}, is_social_staff),
    Kind.HEARING: Act(_("Répondre"), "desk:asked", {**PERSON, "asked_id": "key"}, is_social_staff),
    Kind.CHANGE: Act(_("Répondre"), "desk:asked", {**PERSON, "asked_id": "key"}, is_social_staff),
    Kind.CARD: Act(_("Voir"), "cards:asked", {"card_request_id": "key"}),
    Kind.SANCTION: Act(_("Lire"), "sanctions:proposal", PROPOSAL),
    Kind.NOTIFY: Act(_("Notifier"), "sanctions:proposal", PROPOSAL),
    Kind.WORKER: Act(_("Donner un travailleur"), "people:assign", PERSON, is_social_staff),
}

READ_PROJECT = Act(_("Ouvrir"), "piis:show", PROJECT)
READ_FILE = Act(_("Ouvrir"), "people:file", PERSON)


def act_of(kind: Kind, member: Membership) -> Act:
    """The next act of this kind for this member: a button never leads to a page that refuses them."""
    act = ACTS[kind]
    if act.who(member):
        return act
    return READ_PROJECT if act.keys is PROJECT else READ_FILE


@dataclass(frozen=True)
class Together:
    """What may be done for several rows of a kind at once: the ticked projects go to the page of `route`."""

    label: Text
    route: str
    who: Callable[[Membership], bool]


TOGETHER: dict[Kind, Together] = {
    Kind.EVALUATE: Together(_("Fixer les rendez-vous cochés"), "piis:appointments", is_social_staff),
    Kind.SIGN: Together(_("Imprimer les textes cochés"), "piis:papers_to_sign", is_social_staff),
    Kind.DECIDE: Together(_("Approuver ensemble"), "piis:decisions", speaks_for_council),
}


def together(kind: Kind | None, member: Membership) -> Together | None:
    """The act on several rows, for this member."""
    found = TOGETHER.get(kind) if kind else None
    return found if found and found.who(member) else None


@dataclass(frozen=True)
class Line:
    """A row of the list as the page shows it."""

    row: Row
    act: Act
    url: str
    file_url: str
    late: bool

    @property
    def name(self) -> str:
        """Whose it is; as they called themselves when no file is known."""
        return f"{self.row.first_names} {self.row.last_name}".strip() or self.row.words

    @property
    def meta(self) -> str:
        """What waits, and in whose words where there are some."""
        label = str(self.row.kind.label)
        if not self.row.words or self.row.person_id is None:
            return label
        return f"{label} · " + str(_("« %(words)s »") % {"words": self.row.words})


def as_line(row: Row, member: Membership, on: date) -> Line:
    """A row with the act this member may do and its two addresses."""
    act = act_of(row.kind, member)
    url = act.url(row)
    file_url = address("people:file", row.person_id) if row.person_id else url
    return Line(row, act, url, file_url, row.is_late(on))
