"""Names made searchable, sortable and comparable by ear."""

import re

from jalon.domain.core.text import folded, searchable
from jalon.domain.people.models import NameToken, Person
from jalon.domain.people.sound import sound_of_person

APOSTROPHES = re.compile(r"['’ʼ`]")


def sortable(last_name: str, first_names: str) -> str:
    """The name as lists are ordered: accents, case and apostrophes set aside."""
    return " ".join(re.findall(r"\w+", APOSTROPHES.sub("", folded(f"{last_name} {first_names}"))))[:200]


def derive_names(person: Person) -> Person:
    """Compute, without saving, what a person's names give."""
    person.sort_name = sortable(person.last_name, person.first_names)
    person.name_sound = sound_of_person(person.last_name, person.first_names)
    return person


def tokens_of(person: Person) -> list[NameToken]:
    """The searched words of a person, not saved."""
    words = {word[:100] for word in searchable(f"{person.last_name} {person.first_names}")}
    return [NameToken(person=person, token=word, sort_name=person.sort_name) for word in sorted(words)]


def index_names(person: Person) -> None:
    """Replace what is searched of a person by what their present names give."""
    derive_names(person)
    Person.objects.filter(pk=person.pk).update(sort_name=person.sort_name, name_sound=person.name_sound)
    NameToken.objects.filter(person=person).delete()
    NameToken.objects.bulk_create(tokens_of(person))
