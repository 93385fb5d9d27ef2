"""From rows to the text of a project, and back: drafts read and written, versions made."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Language
from jalon.domain.centres.models import Centre
from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.piis import content
from jalon.domain.piis.deadlines import born_on
from jalon.domain.piis.drafts import CommitmentDraft, Draft, ThirdPartyDraft
from jalon.domain.piis.enums import Kind, Side
from jalon.domain.piis.models import Commitment, Piis, ThirdParty

MOST_COMMITMENTS = 60
MOST_THIRD_PARTIES = 12
FIRST_DAY, LAST_DAY = date(2002, 10, 1), date(2100, 12, 31)  # the law begins; a typing error ends


def read_draft(piis: Piis) -> Draft:
    """The text as the rows hold it; a commitment that is no longer useful has left the text."""
    parties = piis.third_parties.filter(left_on__isnull=True).order_by("organisation", "id")
    return Draft(
        kind=piis.kind,
        language=piis.language,
        has_community_service=piis.has_community_service,
        since=piis.since,
        until=piis.until,
        aims=piis.aims,
        additional_aid=piis.additional_aid,
        evaluation_how=piis.evaluation_how,
        third_parties=tuple(
            ThirdPartyDraft(
                id=one.pk,
                organisation=one.organisation,
                contact=one.contact,
                phone=one.phone,
                email=one.email,
                duties=one.duties,
                signs=one.signs,
            )
            for one in parties
        ),
        commitments=tuple(
            CommitmentDraft(
                id=one.pk,
                side=one.side,
                third_party=one.third_party_id,
                domain=one.domain,
                text=one.text,
                due_on=one.due_on,
                recurring=one.recurring,
            )
            for one in piis.commitments.filter(left_on__isnull=True).order_by("position")
        ),
    )


def cleaned(draft: Draft) -> Draft:
    """The same text without what no paper can hold; empty lines are gone. Raises `InvalidInput` with its field."""
    _known(draft.kind, Kind, "kind")
    _known(draft.language, Language, "language")
    for name in ("since", "until"):
        _sensible(getattr(draft, name), name)
    parties = tuple(_party(one) for one in draft.third_parties)
    parties = tuple(one for one in parties if one.organisation or one.contact or one.duties)
    commitments = tuple(one for one in (_commitment(c, parties) for c in draft.commitments) if one.text)
    if len(parties) > MOST_THIRD_PARTIES or len(commitments) > MOST_COMMITMENTS:
        raise InvalidInput(
            _("Un PIIS compte au plus %(commitments)s engagements et %(parties)s tiers.")
            % {"commitments": MOST_COMMITMENTS, "parties": MOST_THIRD_PARTIES},
            field="commitments",
        )
    _once([one.id for one in (*parties, *commitments)])
    return replace(
        draft,
        aims=_text(draft.aims, 10_000, "aims"),
        additional_aid=_text(draft.additional_aid, 10_000, "additional_aid"),
        evaluation_how=_text(draft.evaluation_how, 4_000, "evaluation_how"),
        third_parties=parties,
        commitments=commitments,
    )


def _party(one: ThirdPartyDraft) -> ThirdPartyDraft:
    return replace(
        one,
        organisation=_text(one.organisation, 150, "third_parties"),
        contact=_text(one.contact, 120, "third_parties"),
        phone=_text(one.phone, 40, "third_parties"),
        email=_text(one.email, 254, "third_parties"),
        duties=_text(one.duties, 4_000, "third_parties"),
    )


def _commitment(one: CommitmentDraft, parties: Iterable[ThirdPartyDraft]) -> CommitmentDraft:
    _known(one.side, Side, "commitments")
    if one.domain:
        _known(one.domain, LifeDomain, "commitments")
    _sensible(one.due_on, "commitments")
    known = {party.id for party in parties}
    if one.side == Side.THIRD and one.third_party not in known:
        raise InvalidInput(_("L’engagement d’un tiers dit de quelle organisation il s’agit."), field="commitments")
    return replace(
        one,
        text=_text(one.text, 2_000, "commitments"),
        recurring=_text(one.recurring, 120, "commitments"),
        third_party=one.third_party if one.side == Side.THIRD else None,
    )


def _text(value: str, limit: int, field: str) -> str:
    try:
        return clean(value, limit=limit)
    except InvalidInput as refusal:
        refusal.field = field
        raise


def _known(value: str, choices: Any, field: str) -> None:
    if value not in choices.values:
        raise InvalidInput(_("Ce choix n’existe pas."), what_to_do=_("Choisissez dans la liste."), field=field)


def _sensible(day: date | None, field: str) -> None:
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput(_("Cette année n’est pas possible : vérifiez la date."), field=field)


def _once(ids: list[UUID]) -> None:
    if len(set(ids)) != len(ids):
        raise InvalidInput(_("Une ligne a été envoyée deux fois. Rechargez la page."), field="commitments")


FIELDS = (
    "kind",
    "language",
    "has_community_service",
    "since",
    "until",
    "aims",
    "additional_aid",
    "evaluation_how",
)


def write_fields(piis: Piis, draft: Draft) -> None:
    """Make the project's own fields say what the (cleaned) draft says. The caller saves `piis`."""
    for name in FIELDS:
        setattr(piis, name, getattr(draft, name))


def write_lines(piis: Piis, draft: Draft, *, on: date | None = None) -> None:
    """Make the lines say what the (cleaned) draft says; a line that stays keeps its id.

    With `on` (an amendment takes effect) lines that disappear are kept, marked as having left the text that day.
    """
    gone = _leave(Commitment, piis, {one.id for one in draft.commitments}, on)
    parties = [ThirdParty(piis=piis, **vars(one)) for one in draft.third_parties]
    _upsert(ThirdParty, piis, parties, ["organisation", "contact", "phone", "email", "duties", "signs", "left_on"])
    commitments = [
        Commitment(
            id=one.id,
            piis=piis,
            position=position,
            side=one.side,
            third_party_id=one.third_party,
            domain=one.domain,
            text=one.text,
            due_on=one.due_on,
            recurring=one.recurring,
        )
        for position, one in enumerate(draft.commitments)
    ]
    names = ["position", "side", "third_party", "domain", "text", "due_on", "recurring", "left_on"]
    _upsert(Commitment, piis, commitments, names)
    if on is None and gone:
        Commitment.objects.filter(pk__in=gone).delete()
    gone = _leave(ThirdParty, piis, {one.id for one in draft.third_parties}, on)
    if on is None and gone:
        ThirdParty.objects.filter(pk__in=gone).delete()


def _leave(model: Any, piis: Piis, kept: set[UUID], on: date | None) -> list[UUID]:
    """The lines no longer in the text; marked when a day is given."""
    gone = list(model.objects.filter(piis=piis, left_on__isnull=True).exclude(pk__in=kept).values_list("pk", flat=True))
    if on is not None and gone:
        model.objects.filter(pk__in=gone).update(left_on=on)
    return gone


def _upsert(model: Any, piis: Piis, rows: list[Any], names: list[str]) -> None:
    """Update the lines of this project, insert new ones. A line of another project is refused."""
    stored = dict(model.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "piis_id"))
    if any(owner != piis.pk for owner in stored.values()):
        raise InvalidInput(_("Une ligne appartient à un autre PIIS. Rechargez la page."), field="commitments")
    if stored:
        model.objects.bulk_update([row for row in rows if row.pk in stored], names)
    model.objects.bulk_create([row for row in rows if row.pk not in stored])


def frozen(
    piis: Piis,
    draft: Draft,
    *,
    centre: Centre,
    number: int,
    reason: str,
    handed_over_on: date,
    may_sign_from: date,
    amendment: dict[str, Any] | None = None,
) -> content.Content:
    """The content of a version: the draft, who the parties are, and the dates of its handing over."""
    person, worker = piis.person, piis.responsible
    birth = born_on(person) if person.birth_day and person.birth_month else None
    return {
        **content.body_of(draft),
        "edition": content.EDITION,
        "piis": str(piis.pk),
        "reference": reference(piis),
        "version": number,
        "reason": str(reason),
        "is_voluntary": piis.is_voluntary,
        "handed_over_on": handed_over_on.isoformat(),
        "may_sign_from": may_sign_from.isoformat(),
        "centre": {"id": str(centre.pk), "name": centre_names(centre)},
        "person": {
            "id": str(person.pk),
            "name": person.full_name,
            "file_number": person.file_number,
            "born_on": birth.isoformat() if birth else None,
            "address": person.address,
        },
        "worker": {"name": worker.name, "email": worker.email} if worker else None,
        "amendment": amendment,
    }


def reference(piis: Piis) -> str:
    """The number a person reads on the paper: their file, then which project."""
    return f"{piis.person.file_number}/{piis.number}"


def centre_names(centre: Centre) -> dict[str, str]:
    """How the centre is called in each language of documents."""
    return {
        "fr": f"CPAS {centre.name_fr}",
        "nl": f"OCMW {centre.name_nl}",
        "de": f"ÖSHZ {centre.name_fr}",
        "en": f"CPAS {centre.name_fr}",
    }
