"""The letter that hands an access over. It holds the code, so it is made when asked for and kept nowhere."""

from datetime import datetime

from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.dates import local
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.people.letterhead import head
from jalon.domain.space.services.cards import Card


def letter(card: Card, *, address: str, home: str, at: datetime) -> Rendered:
    """The letter with its card to cut out, in the person's language. `address`: where number and code are typed;
    `home`: where the person enters later, with their password."""
    access, person = card.access, card.access.person
    assert access.code_until is not None, "a card with a code has a last day"
    context = contexts.AccessCard(
        **head(person, access.made_by, language=person.language, at=at),
        number=access.printed_number,
        code=card.printed,
        address=address,
        home=home,
        until=local(access.code_until).date(),
    )
    return render(context, language=person.language)
