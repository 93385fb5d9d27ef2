"""Making a version, finding the one that can be signed, saying what became of it."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef

from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre, CentreSettings
from jalon.domain.core.clock import day_of
from jalon.domain.piis import content
from jalon.domain.piis.documents import freeze_text
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.models import Amendment, Piis, PiisVersion, VersionEvent
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
    """Freeze the text: content, hash and papers."""
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
    version = PiisVersion(
        piis=piis,
        number=number,
        reason=reason,
        amendment=amendment,
        language=draft.language,
        content=content.canonical(data),
        handed_over_on=day_of(at),
        may_sign_from=may_sign_from,
        must_sign=must_sign,
        made_at=at,
        made_by=actor,
    )
    version.sha256 = content.digest(version.content)
    _print(version, data, actor.centre)
    version.save(force_insert=True)
    return version


def _print(version: PiisVersion, data: content.Content, centre: Centre) -> None:
    """The paper in the person's language and, when it is another, in the centre's: both bear the version's hash."""
    facts = {
        "centre": centre,
        "version_id": version.pk,
        "number": version.number,
        "sha256": version.sha256,
        "made_at": version.made_at,
        "contract_signed_on": version.piis.concluded_on,
    }
    own = CentreSettings.of_current_centre().language
    version.document = freeze_text(data, language=version.language, **facts)
    version.translation = freeze_text(data, language=own, **facts) if own != version.language else None


def open_version(piis: Piis, amendment: Amendment | None = None) -> PiisVersion | None:
    """The version that can be signed or decided on: the last one, nothing having become of it yet."""
    closed = VersionEvent.objects.filter(version=OuterRef("pk"))
    versions = PiisVersion.objects.filter(~Exists(closed), piis=piis, amendment=amendment)
    return versions.order_by("-number").first()


def close_version(version: PiisVersion | None, fate: str, *, on: date, at: datetime) -> None:
    """Say what became of a version."""
    if version is not None:
        VersionEvent.objects.create(version=version, fate=fate, on=on, at=at)
