"""A scenario on paper."""

from django.utils import translation

from jalon.domain.conventions.paper import MINISTRY, PLACE
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.lab.models import FederalScenario, Scenario
from jalon.domain.lab.shown import facts, grids, sentences
from jalon.domain.people.letterhead import centre_on_paper


def paper_language(asked: str) -> str:
    """The language asked for where its pages exist in it, French otherwise."""
    return asked if asked in ("fr", "nl") else "fr"


def paper(scenario: Scenario | FederalScenario, *, language: str) -> Rendered:
    """What was asked and every table, in French or Dutch."""
    with translation.override(language):
        document = contexts.LabReport(
            made_at=scenario.made_at,
            centre=_head(scenario, language),
            reference=str(scenario.pk)[:8],
            subject=scenario.title,
            notes=tuple(scenario.notes.splitlines()),
            asked=tuple(facts(scenario)),
            brief=tuple(sentences(scenario)),
            tables=tuple(
                contexts.LabTable(
                    title=one.title,
                    head=tuple(one.head),
                    rows=tuple(tuple(cell.text for cell in row) for row in one.rows),
                )
                for one in grids(scenario)
            ),
        )
    return render(document, language=language)


def _head(scenario: Scenario | FederalScenario, language: str) -> contexts.Centre:
    """Whose paper it is: the centre, or the administration."""
    if isinstance(scenario, Scenario):
        return centre_on_paper(scenario.centre, language=language)
    return administration_on_paper(language)


def administration_on_paper(language: str) -> contexts.Centre:
    """Its letterhead; an English paper has the French one."""
    language = language if language in MINISTRY else "fr"
    return contexts.Centre(name=MINISTRY[language], place=PLACE[language])
