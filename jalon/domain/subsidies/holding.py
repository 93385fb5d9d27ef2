"""What rests on a programme's forms: the rooms above say it, and while something does, the forms no longer change."""

from collections.abc import Callable
from uuid import UUID

_SAYS: list[Callable[[UUID], str]] = []


def declare(says: Callable[[UUID], str]) -> None:
    """A room above says what of its own rests on the forms of a programme: a sentence, empty when nothing does."""
    if says not in _SAYS:
        _SAYS.append(says)


def held_by(programme_id: UUID) -> list[str]:
    """Why the forms of a programme stay as they are; nothing while they may change."""
    return [words for says in _SAYS if (words := says(programme_id))]
