"""The bilan on paper: filled in and frozen when finished, or blank to write on by hand."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from jalon.domain.accounts.models import Membership
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.documents.services import freeze
from jalon.domain.instruments import apart, catalogue
from jalon.domain.instruments.enums import Moment, Rater
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.instruments.queries import entries_in_order, instrument_of
from jalon.domain.people.letterhead import centre_on_paper, head, person_on_paper, worker_on_paper
from jalon.domain.people.models import Person

PLACES = {Moment.START: 1, Moment.MIDDLE: 2, Moment.END: 3}


def freeze_filled(bilan: Bilan, *, at: datetime) -> Document:
    """Render the finished bilan in the person's language and keep its bytes with the act."""
    paper = filled(bilan, at=at)
    return freeze(
        kind=DocumentKind.BILAN,
        subject_id=bilan.pk,
        person_id=bilan.person_id,
        language=bilan.language,
        title=f"{instrument_of(bilan).name.say(bilan.language)} {bilan.number}",
        content=paper.bytes,
        made_at=at,
        pages=paper.pages,
    )


def frozen(bilan: Bilan) -> Document | None:
    """The document kept when the bilan was finished."""
    return Document.objects.filter(subject_id=bilan.pk, kind=DocumentKind.BILAN).order_by("made_at").last()


def filled(bilan: Bilan, *, at: datetime) -> Rendered:
    """The bilan as it now stands."""
    entries = {entry.domain: entry for entry in entries_in_order(bilan)}
    alone = apart.said(bilan)
    domains = tuple(
        _domain(domain, entries[domain.code], bilan.language, alone.words.get(domain.code, {}))
        for domain in instrument_of(bilan).domains
        if domain.code in entries
    )
    context = contexts.Bilan(
        made_at=at,
        centre=centre_on_paper(bilan.centre, language=bilan.language),
        reference=f"{bilan.person.file_number}/B{bilan.number}",
        person=person_on_paper(bilan.person),
        worker=worker_on_paper(bilan.author),
        held_on=bilan.held_on,
        moment=PLACES[Moment(bilan.moment)],
        domains=domains,
        together=bilan.together,
        person_remark=alone.remarks.get(Rater.PERSON, ""),
        worker_remark=alone.remarks.get(Rater.WORKER, ""),
    )
    return render(context, language=bilan.language)


def blank(person: Person, *, worker: Membership, language: str, at: datetime) -> Rendered:
    """A bilan to fill in by hand, in the person's language, with the described levels of each domain."""
    context = contexts.Bilan(
        **head(person, worker, language=language, at=at),
        domains=tuple(
            _domain(domain, BilanEntry(domain=domain.code), language) for domain in catalogue.instrument().domains
        ),
        blank=True,
    )
    return render(context, language=language)


def _domain(
    domain: catalogue.Domain, entry: BilanEntry, language: str, alone: Mapping[str, str] = MappingProxyType({})
) -> contexts.BilanDomain:
    return contexts.BilanDomain(
        domain=domain.code,
        **{name: getattr(entry, name) for name in BilanEntry.TEXTS},
        alone=tuple(alone.items()),
        person_level=entry.rating_person,
        worker_level=entry.rating_worker,
        levels=tuple(level.rstrip(".") for level in domain.levels.say(language)),
    )
