"""What rests on a part of a programme: rooms above say it, and while something does, that part no longer changes."""

from collections.abc import Callable
from uuid import UUID

FORMS, ARTICLES = "forms", "articles"
_SAYS: list[tuple[Callable[[UUID], str], str]] = []


def declare(says: Callable[[UUID], str], part: str = FORMS) -> None:
    """A room above says what of its own rests on a part of a programme: a sentence, empty when nothing does."""
    if (says, part) not in _SAYS:
        _SAYS.append((says, part))


def held_by(programme_id: UUID, part: str = FORMS) -> list[str]:
    """Why this part of a programme stays as it is; nothing while it may change."""
    return [words for says, of in _SAYS if of == part and (words := says(programme_id))]
