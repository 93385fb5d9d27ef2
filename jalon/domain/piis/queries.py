"""Reading projects: what a page, the worker's list and the figures need.

Chainable adjectives are on `Piis.objects`, `Commitment.objects`, `Evaluation.objects` (see `models.querysets`).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from jalon.domain.core.kept import Kept, Slot
from jalon.domain.documents.models import Document
from jalon.domain.people.models import Person
from jalon.domain.piis import deadlines, told
from jalon.domain.piis.content import Content, Difference, body_of, differences
from jalon.domain.piis.documents import parties
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import AmendmentState, State
from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis, PiisVersion, Signature, ThirdParty
from jalon.domain.piis.obligations import obliged, obliged_without_piis, to_conclude
from jalon.domain.piis.services.force import version_in_force
from jalon.domain.piis.services.versions import open_version
from jalon.domain.piis.texts import read_draft, reference
from jalon.law.piis import EvaluationsStatus, community_service_revise_by

__all__ = [
    "Party",
    "amendment_in_progress",
    "community_service_to_revise",
    "current_draft",
    "current_version",
    "documents_of",
    "evaluations_status",
    "known_organisations",
    "latest",
    "lines_of",
    "obliged",
    "obliged_without_piis",
    "piis_of",
    "preview_of_amendment",
    "reference",
    "signing_parties",
    "third_parties_of",
    "to_conclude",
    "version_in_force",
]


def piis_of(person: Person) -> list[Piis]:
    """Every project of a person, the last first, with what a list shows."""
    return list(Piis.objects.filter(person=person).select_related("responsible", "person").order_by("-number"))


def latest(person: Person) -> Piis | None:
    """The project a page should open: the running one, otherwise the last that was not given up."""
    order = {State.RUNNING: 0, State.SIGNED: 1, State.HANDED_OVER: 2, State.DRAFT: 3, State.ENDED: 4}
    projects = sorted(piis_of(person), key=lambda one: (order.get(State(one.state), 9), -one.number))
    return projects[0] if projects else None


def current_draft(piis: Piis) -> Draft:
    """The text as it stands, to fill a form: a draft's own, or the one in force for an amendment to begin from."""
    return read_draft(piis)


def current_version(piis: Piis, amendment: Amendment | None = None) -> PiisVersion | None:
    """The version that waits for signatures or for the council, of the contract or of one amendment."""
    return open_version(piis, amendment)


def amendment_in_progress(piis: Piis) -> Amendment | None:
    """The amendment being prepared or signed, or agreed for a later day."""
    return Amendment.objects.filter(piis=piis, state__in=AmendmentState.open()).first()


def preview_of_amendment(piis: Piis, amendment: Amendment) -> tuple[Difference, ...]:
    """What a draft amendment changes; `content.must_be_signed` says whether all sign again."""
    return differences(body_of(read_draft(piis)), amendment.draft)


@dataclass(frozen=True)
class Party:
    """Who signs a version, and the signature already given."""

    side: str
    name: str
    capacity: str
    third_party: ThirdParty | None
    signature: Signature | None

    @property
    def has_signed(self) -> bool:
        """Whether this party has signed."""
        return self.signature is not None


def signing_parties(version: PiisVersion, third_parties: list[ThirdParty] | None = None) -> list[Party]:
    """Everybody who signs this version, in the order of the paper. One query, two without the third parties."""
    data: Content = version.data
    given = {(one.side, str(one.third_party_id or "")): one for one in version.signatures.all()}
    third_parties = third_parties_of(version.piis) if third_parties is None else third_parties
    thirds = {str(one.pk): one for one in third_parties}
    return [
        Party(
            side=str(one["side"]),
            name=one["name"],
            capacity=one["capacity"],
            third_party=thirds.get(one["third_party"]) if one["third_party"] else None,
            signature=given.get((str(one["side"]), one["third_party"] or "")),
        )
        for one in parties(data, version.language)
    ]


# A page of a project asks for the same few things at each opening.
_LINES = Kept(
    lambda: Commitment.objects.filter(piis=Slot("piis")).in_text().select_related("third_party").order_by("position")
)
_THIRD_PARTIES = Kept(lambda: ThirdParty.objects.filter(piis=Slot("piis")))


def lines_of(piis: Piis) -> list[Commitment]:
    """The commitments of a project on every side, as they stand in the text. One query, none when they were told."""
    return told.lines(piis) if hasattr(piis, "told_lines") else _LINES.ask(piis=piis.pk)


def third_parties_of(piis: Piis) -> list[ThirdParty]:
    """The organisations that take part, or took part. One query, none when they were told."""
    return told.parties(piis) if hasattr(piis, "told_parties") else _THIRD_PARTIES.ask(piis=piis.pk)


def documents_of(piis: Piis) -> list[Document]:
    """Every frozen paper of a project, the oldest first, without its bytes."""
    versions = PiisVersion.objects.filter(piis=piis).values("pk")
    evaluations = Evaluation.objects.filter(piis=piis).values("pk")
    subjects = Q(subject_id__in=versions) | Q(subject_id__in=evaluations)
    return list(Document.objects.filter(subjects).defer("content").order_by("made_at", "id"))


def evaluations_status(piis: Piis, on: date) -> EvaluationsStatus:
    """Owed, held, next, late, with reasons and articles (`jalon.law.piis`)."""
    return deadlines.evaluations_status(piis, on)


def known_organisations(limit: int = 50) -> list[str]:
    """Organisations named in this centre's projects, the most frequent first: for completion while typing."""
    rows = ThirdParty.objects.values("organisation").annotate(times=Count("pk")).order_by("-times", "organisation")
    return [row["organisation"] for row in rows[:limit]]


def community_service_to_revise(on: date) -> list[tuple[Piis, date]]:
    """Projects that still held a community service at the ruling of 2018, with the day they had to be revised by."""
    found = []
    rows = Piis.objects.held().filter(has_community_service=True).select_related("person", "responsible")
    for piis in rows.order_by("since", "id"):
        end = piis.ended_on or piis.until
        due = community_service_revise_by(starts_on=piis.since, ends_on=end, on=on)
        if due is not None:
            found.append((piis, due.date))
    return found
