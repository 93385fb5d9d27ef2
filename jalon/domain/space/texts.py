"""The texts a person signs, as they may read them: which one waits, from which day, who signed it and how."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Func, JSONField

from jalon.domain.piis.content import Difference
from jalon.domain.piis.enums import AmendmentState, Method, Side, State
from jalon.domain.piis.models import Amendment, PiisVersion, Signature, VersionEvent

NAMED = (
    "id",
    "piis_id",
    "number",
    "amendment_id",
    "document_id",
    "translation_id",
    "handed_over_on",
    "may_sign_from",
    "must_sign",
    "sha256",
)


@dataclass(frozen=True)
class Told:
    """What an amendment changes, as the person may read it; how to reach a third party is not among it."""

    asked_by: str
    reason: str
    effective_on: date
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class Text:
    """A text in the person's hands. `waits`: it is the one to sign now. `sha256`: of the exact text, as at the desk."""

    id: UUID
    piis_id: UUID
    is_amendment: bool
    document_id: UUID
    translation_id: UUID | None
    may_sign_from: date
    sha256: str
    signed_by_person_on: date | None
    signed_by_centre_on: date | None
    signed_here: bool
    waits: bool
    language: str = ""
    change: Told | None = None

    def is_ripe(self, on: date) -> bool:
        """Whether the person may sign it on that day."""
        return self.waits and self.signed_by_person_on is None and self.may_sign_from <= on

    @property
    def fingerprint(self) -> str:
        """The first sixteen digits by four, as they stand at the foot of the paper."""
        return " ".join(self.sha256[at : at + 4] for at in range(0, 16, 4))


def waiting(piis_id: UUID) -> list[Text]:
    """Versions nothing has become of yet, that somebody must sign: for the day, for signatures, or for the council."""
    done = VersionEvent.objects.filter(version__piis_id=piis_id).values("version_id")
    rows = PiisVersion.objects.filter(piis_id=piis_id, must_sign=True).exclude(pk__in=done).order_by("number")
    found = list(rows.values(*NAMED))
    handed = Amendment.objects.filter(piis_id=piis_id, state=AmendmentState.HANDED_OVER)
    open_amendments = set(handed.values_list("pk", flat=True))
    given = _given(piis_id)
    return [_text(row, given, waits=True) for row in found if row["amendment_id"] in {None, *open_amendments}]


def text(version_id: UUID) -> Text | None:
    """One text of the person, waiting or not, with what it changes; None when it is not theirs."""
    told = Func("pk", function="space_change_told", output_field=JSONField())
    row = PiisVersion.objects.filter(pk=version_id).values(*NAMED, "piis__state", "piis__language", told=told).first()
    if row is None:
        return None
    open_now = row["amendment_id"] is not None or row["piis__state"] == State.HANDED_OVER
    waits = open_now and any(one.id == version_id for one in waiting(row["piis_id"]))
    newer = PiisVersion.objects.filter(piis_id=row["piis_id"], number__gt=row["number"]).exists()
    found = _text(row, _given(row["piis_id"]), waits=waits and not newer)
    return replace(found, language=row["piis__language"], change=_told(row["told"]) if row["told"] else None)


def _told(row: dict[str, Any]) -> Told:
    changes = tuple(Difference(**one) for one in row["changes"])
    return Told(row["asked_by"], row["reason"], date.fromisoformat(row["effective_on"]), changes)


def _text(row: dict[str, Any], given: dict[UUID, dict[str, tuple[date, str]]], *, waits: bool) -> Text:
    signed = given.get(row["id"], {})
    day, method = signed.get(Side.PERSON, (None, ""))
    return Text(
        id=row["id"],
        piis_id=row["piis_id"],
        is_amendment=row["amendment_id"] is not None,
        document_id=row["document_id"],
        translation_id=row["translation_id"],
        may_sign_from=row["may_sign_from"],
        sha256=row["sha256"],
        signed_by_person_on=day,
        signed_by_centre_on=signed.get(Side.CENTRE, (None, ""))[0],
        signed_here=method == Method.OWN,
        waits=waits,
    )


def _given(piis_id: UUID) -> dict[UUID, dict[str, tuple[date, str]]]:
    rows = Signature.objects.filter(version__piis_id=piis_id)
    return _by_version(rows.values_list("version_id", "side", "signed_on", "method"))


def _by_version(rows: Iterable[tuple[UUID, str, date, str]]) -> dict[UUID, dict[str, tuple[date, str]]]:
    given: dict[UUID, dict[str, tuple[date, str]]] = {}
    for version, side, day, method in rows:
        given.setdefault(version, {})[side] = (day, method)
    return given
