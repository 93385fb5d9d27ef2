"""Making a version, finding the one that can be signed, saying what became of it."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db.models import Exists, Max, OuterRef

from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import CentreSettings
from jalon.domain.piis import content
from jalon.domain.piis.documents import freeze_text
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.models import Amendment, Piis, PiisVersion, VersionEvent
from jalon.domain.piis.services.common import day_of
from jalon.domain.piis.texts import frozen


def make_version(
    *,
    actor: Membership,
    piis: Piis,
    draft: Draft,
    reason: str,
    may_sign_from: date,
    at: datetime,
    amendment: Amendment | None = None,
    annex: dict[str, Any] | None = None,
    must_sign: bool = True,
) -> PiisVersion:
    """Freeze the text: content, hash, paper in the person's language and, when it differs, in the centre's."""
    number = (PiisVersion.objects.filter(piis=piis).aggregate(last=Max("number"))["last"] or 0) + 1
    data = frozen(
        piis,
        draft,
        centre=actor.centre,
        number=number,
        reason=reason,
        handed_over_on=day_of(at),
        may_sign_from=may_sign_from,
        amendment=annex,
    )
    text = content.canonical(data)
    sha256, version_id = content.digest(text), uuid4()
    facts = {"centre": actor.centre, "version_id": version_id, "number": number, "sha256": sha256, "made_at": at}
    facts["contract_signed_on"] = piis.concluded_on
    own = CentreSettings.of_current_centre().language
    document = freeze_text(data, language=draft.language, **facts)
    translation = freeze_text(data, language=own, **facts) if own != draft.language else None
    return PiisVersion.objects.create(
        id=version_id,
        piis=piis,
        number=number,
        reason=reason,
        amendment=amendment,
        language=draft.language,
        content=text,
        sha256=sha256,
        document=document,
        translation=translation,
        handed_over_on=day_of(at),
        may_sign_from=may_sign_from,
        must_sign=must_sign,
        made_at=at,
        made_by=actor,
    )


def open_version(piis: Piis, amendment: Amendment | None = None) -> PiisVersion | None:
    """The version that can be signed or decided on: the last one, nothing having become of it yet."""
    closed = VersionEvent.objects.filter(version=OuterRef("pk"))
    versions = PiisVersion.objects.filter(~Exists(closed), piis=piis, amendment=amendment)
    return versions.order_by("-number").first()


def close_version(version: PiisVersion | None, fate: str, *, on: date, at: datetime) -> None:
    """Say what became of a version."""
    if version is not None:
        VersionEvent.objects.create(version=version, fate=fate, on=on, at=at)
