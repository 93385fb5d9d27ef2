"""People who may already have a file: warned about while one types, never decided by the machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from jalon.domain.core.context import current_centre_id
from jalon.domain.core.crypto import blind_index
from jalon.domain.people.birth import Birth
from jalon.domain.people.models import Person
from jalon.domain.people.names import sortable
from jalon.domain.people.niss import Niss
from jalon.domain.people.sound import sound, sound_of_person

LOOKED_AT = 200  # people of one day of birth, or of one sound, that are compared
ALIKE = 0.8  # share of letters in common from which two names look the same


@dataclass(frozen=True)
class Likeness:
    """A person who may be the same: the names look or sound alike; `birth`: the known parts of the birth agree too."""

    person: Person
    birth: bool


def same_niss(niss: Niss, *, besides: UUID | None = None) -> Person | None:
    """The person of this centre who has that number."""
    index = blind_index(niss.digits, centre_id=current_centre_id())
    return Person.objects.filter(niss_index=index).exclude(pk=besides).select_related("responsible").first()


def likely_duplicates(
    *, last_name: str, first_names: str, birth: Birth, besides: UUID | None = None, most: int = 5
) -> list[Likeness]:
    """Up to `most` people of this centre who may be this one, the likeliest first (two queries).

    Born on the same day with a name that looks or sounds alike (surname, first name or one in the other's place);
    or of the same sound, with a birth that could be the same but for a slip.
    """
    if not last_name.strip():
        return []
    found: dict[UUID, Likeness] = {}
    for person in _born_the_same_day(birth):
        if _alike(person, last_name, first_names):
            found[person.pk] = Likeness(person, birth=True)
    for person in _of_the_same_sound(last_name, first_names):
        if person.pk not in found and _could_be(person, birth):
            found[person.pk] = Likeness(person, birth=_agree(person, birth))
    wanted = sortable(last_name, first_names)
    likely = [one for one in found.values() if one.person.pk != besides]
    likely.sort(key=lambda one: (not one.birth, -_ratio(one.person.sort_name, wanted), one.person.file_number))
    return likely[:most]


def _born_the_same_day(birth: Birth) -> Iterable[Person]:
    if not (birth.year and birth.month and birth.day):
        return ()
    same = Person.objects.filter(birth_year=birth.year, birth_month=birth.month, birth_day=birth.day)
    return same.select_related("responsible")[:LOOKED_AT]


def _of_the_same_sound(last_name: str, first_names: str) -> Iterable[Person]:
    key = sound_of_person(last_name, first_names)
    # One name alone has too many namesakes for its sound to tell anything.
    if " " not in key:
        return ()
    return Person.objects.filter(name_sound=key).select_related("responsible")[:LOOKED_AT]


def _alike(person: Person, last_name: str, first_names: str) -> bool:
    theirs, ours = (person.last_name, person.first_names), (last_name, first_names)
    if _same(theirs[0], ours[0]) or _same(theirs[1], ours[1]):
        return True
    return _same(theirs[0], ours[1]) or _same(theirs[1], ours[0])


def _same(one: str, other: str) -> bool:
    key = sound(one)
    if key and key == sound(other):
        return True
    return bool(one and other) and _ratio(sortable(one, ""), sortable(other, "")) >= ALIKE


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def _agree(person: Person, birth: Birth) -> bool:
    """The parts known on both sides are the same, and at least the year is known on both."""
    pairs = [(person.birth_year, birth.year), (person.birth_month, birth.month), (person.birth_day, birth.day)]
    return bool(person.birth_year and birth.year) and all(a == b for a, b in pairs if a and b)


def _could_be(person: Person, birth: Birth) -> bool:
    """The births may be one, with a part unknown or one slip: another year, or day and month exchanged."""
    if not (person.birth_year and birth.year):
        return True
    theirs, ours = (person.birth_month, person.birth_day), (birth.month, birth.day)
    if person.birth_year != birth.year:
        return None not in ours and theirs == ours
    if None in theirs or None in ours or theirs == ours[::-1]:
        return True
    return theirs[0] == ours[0] or theirs[1] == ours[1]
