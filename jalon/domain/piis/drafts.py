"""What a page hands to the services: the whole text of a project, as plain data. No model, no request.

Ids are the page's own: a line that already exists keeps its id, a new one brings a fresh UUID (made by the page or
left to its default). A commitment of a third party names that party's `id`.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4


@dataclass(frozen=True, kw_only=True)
class ThirdPartyDraft:
    """An organisation that takes part. `signs`: it is asked to sign too."""

    organisation: str
    id: UUID = field(default_factory=uuid4)
    contact: str = ""
    phone: str = ""
    email: str = ""
    duties: str = ""
    signs: bool = False


@dataclass(frozen=True, kw_only=True)
class CommitmentDraft:
    """What one side will do. `side`, `domain`: values of `enums.Side`, `LifeDomain`; `third_party`: an id."""

    side: str
    text: str
    id: UUID = field(default_factory=uuid4)
    domain: str = ""
    due_on: date | None = None
    recurring: str = ""
    third_party: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The whole text, besides who the parties are. A study PIIS without `until` runs with them."""

    kind: str = "general"
    language: str = "fr"
    has_community_service: bool = False
    since: date | None = None
    until: date | None = None
    aims: str = ""
    additional_aid: str = ""
    evaluation_how: str = ""
    third_parties: tuple[ThirdPartyDraft, ...] = ()
    commitments: tuple[CommitmentDraft, ...] = ()
