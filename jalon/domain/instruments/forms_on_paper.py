"""An instrument on paper: a form to fill in with a pen, typed in afterwards."""

from datetime import datetime

from jalon.domain.accounts.models import Membership
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.instruments.definition import Definition
from jalon.domain.instruments.enums import Rater
from jalon.domain.people.letterhead import head
from jalon.domain.people.models import Person


def blank(
    person: Person, definition: Definition, *, rater: Rater, worker: Membership, language: str, at: datetime
) -> Rendered:
    """The form for one side, in one language; sentences the instrument lacks in it stand in its first language."""
    said = language if language in definition.languages else definition.languages[0]
    context = contexts.Scale(
        **head(person, worker, language=language, at=at),
        title=definition.name.say(said),
        about=definition.about.say(said),
        recall_days=definition.recall_days,
        by_person=rater == Rater.PERSON,
        axes=tuple(
            contexts.ScaleAxis(
                name=axis.name.say(said),
                items=tuple(
                    contexts.ScaleItem(text=item.text.say(said), levels=tuple(item.levels.say(said)))
                    for item in axis.items
                ),
            )
            for axis in definition.axes
        ),
        licence=definition.licence.say(said),
    )
    return render(context, language=language)
