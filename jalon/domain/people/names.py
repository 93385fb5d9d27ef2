"""Names made searchable."""

from jalon.domain.core.text import searchable
from jalon.domain.people.models import NameToken, Person


def index_names(person: Person) -> None:
    """Replace the searched words of a person by those of their present names."""
    NameToken.objects.filter(person=person).delete()
    words = searchable(f"{person.last_name} {person.first_names}")
    NameToken.objects.bulk_create([NameToken(person=person, token=word[:100]) for word in words])
