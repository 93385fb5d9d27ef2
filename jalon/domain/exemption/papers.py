"""A month on paper, for the person: made from the same record the page shows."""

from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.exemption import words
from jalon.domain.exemption.asked import Asked, from_json
from jalon.domain.exemption.models import MonthResult
from jalon.domain.exemption.words import Recorded
from jalon.domain.people.letterhead import centre_on_paper, person_on_paper, worker_on_paper
from jalon.domain.people.models import Person
from jalon.law.sayings import spoken_date


def paper_language(asked: str) -> str:
    """The language asked for where the sentences exist in it, French otherwise."""
    return asked if asked in words.PAPER_LANGUAGES else "fr"


def paper_of_result(result: MonthResult, *, language: str) -> Rendered:
    """What was kept, as it was read then."""
    with translation.override(language):
        day = spoken_date(result.made_on, language)
        kept = _("Gardé au dossier le %(day)s par %(name)s. Paramètres de la loi : %(mark)s.") % {
            "day": day,
            "name": result.author.name,
            "mark": result.parameters[:12],
        }
    asked = from_json(result.inputs)
    return paper(
        asked,
        result.answer,
        result.author,
        centre_on_paper(result.centre, language=language),
        result.person,
        at=result.made_at,
        language=language,
        kept=kept,
    )


def paper(
    asked: Asked,
    record: Recorded,
    worker: Membership | None,
    head: contexts.Centre,
    person: Person | None,
    *,
    at: datetime,
    language: str,
    kept: str = "",
) -> Rendered:
    """One month under this letterhead; without a person, the tool's. Nothing is kept."""
    with translation.override(language):
        context = _context(asked, record)
    month = date.fromisoformat(record["month"])
    reference = f"{person.file_number}/{month:%Y-%m}" if person else f"{month:%Y-%m}"
    document = contexts.EarningsMonth(
        made_at=at,
        centre=head,
        reference=reference,
        person=person_on_paper(person) if person else None,
        worker=worker_on_paper(worker) if worker and person else None,
        kept=kept,
        **context,
    )
    return render(document, language=language)


def _context(asked: Asked, record: Recorded) -> dict[str, object]:
    head, rows = words.side_by_side(record)
    return {
        "lead": words.month_words(asked.month),
        "brief": (*words.brief(record), *words.beside(record)),
        "asked": tuple(words.given(asked)),
        "head": tuple(head),
        "rows": tuple(map(tuple, rows)),
        "right": tuple(words.right(record)),
        "left": tuple(words.left(record)),
        "lines": tuple(
            contexts.EarningsLine(
                text=words.said(one["said"]),
                cite=words.said(one["cite"]),
                certainty=str(words.CERTAINTIES[one["certainty"]]),
            )
            for one in record["lines"]
        ),
        "doubts": tuple(words.said(one) for one in record["doubts"]),
    }
