"""The texts a person signs, as they may read them: which one waits, from which day, who signed it and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

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
    """One text of the person, waiting or not; None when it is not theirs."""
    row = PiisVersion.objects.filter(pk=version_id).values(*NAMED, "piis__state").first()
    if row is None:
        return None
    open_now = row["amendment_id"] is not None or row.pop("piis__state") == State.HANDED_OVER
    waits = open_now and any(one.id == version_id for one in waiting(row["piis_id"]))
    newer = PiisVersion.objects.filter(piis_id=row["piis_id"], number__gt=row["number"]).exists()
    return _text(row, _given(row["piis_id"]), waits=waits and not newer)


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
