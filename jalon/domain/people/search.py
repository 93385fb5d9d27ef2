"""Finding a person: by the beginning of any of their names, by file number or by national number."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import In

from jalon.domain.core.context import current_centre_id
from jalon.domain.core.crypto import blind_index
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.core.paging import SIZE, Page
from jalon.domain.core.text import clean, searchable
from jalon.domain.people.models import NameToken, Person
from jalon.domain.people.niss import looks_like_niss
from jalon.domain.people.situation import attach_statuses

MOST_WORDS = 6
RARE = 4  # letters from which a beginning is shared by few people
_ORDER = ("token", "sort_name", "person_id")
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


def search(text: str, *, on: date, after: UUID | None = None, size: int = SIZE) -> Page:
    """People of this centre, each with `status_now`, at most `size` at a time.

    A national number finds its one person; a text with digits, the file numbers it begins; other words, the people
    who have a name beginning with each of them, in any order, without accents or case; a year among them is a birth.
    `after` is the id of the last person shown.
    """
    typed = " ".join(clean(text, limit=200).split())
    if looks_like_niss(typed):
        digits = re.sub(r"\D", "", typed)
        return _page(_BY_NISS.ask(niss=blind_index(digits, centre_id=current_centre_id())), on)
    words = searchable(typed)[:MOST_WORDS]
    if not words:
        return Page([])
    if re.search(r"[0-9]", typed) and not any(word.isalpha() for word in words):
        return _page(_by_file_number(typed), on)
    if len(words) == 1 and size == SIZE and not after:
        return _by_one_word(words[0], on)
    return _by_words(words, on=on, after=after, size=size)


def _page(people: Sequence[Person], on: date, *, after: UUID | None = None) -> Page:
    return Page(attach_statuses(people, on), after=after)


def _by_file_number(typed: str) -> list[Person]:
    number = typed.replace(" ", "").upper()
    return _BY_NUMBER.ask(first=number, beyond=after_prefix(number))


def _people() -> QuerySet[Person]:
    return Person.objects.select_related("responsible")


def _numbered() -> QuerySet[Person]:
    people = _people().filter(file_number__gte=Slot("first"), file_number__lt=Slot("beyond"))
    return people.order_by("file_number")[:SIZE]


_BY_NISS = Kept(lambda: _people().filter(niss_index=Slot("niss")))
_BY_NUMBER = Kept(_numbered)
_FOUND = Kept(lambda: _people().filter(pk__any=Slot("people")))


def _beginning() -> QuerySet[NameToken]:
    """The first names, in order, with whom they are of: each person at the first of their names that begins so."""
    found = NameToken.objects.filter(token__gte=Slot("first"), token__lt=Slot("beyond"))
    # Looked up person by person, so that the index gives the first page and is read no further.
    theirs = found.filter(person=OuterRef("person")).order_by("token").values("token")
    found = found.filter(token=Subquery(theirs[:1]))
    return found.select_related("person__responsible").order_by(*_ORDER)[: SIZE + 1]


_BY_ONE_WORD = Kept(_beginning)


def _by_one_word(word: str, on: date) -> Page:
    """What is asked most: the first page of one word."""
    found = [one.person for one in _BY_ONE_WORD.ask(first=word, beyond=after_prefix(word))]
    return _page(found[:SIZE], on, after=found[SIZE - 1].pk if len(found) > SIZE else None)


def _by_words(words: Sequence[str], *, on: date, after: UUID | None, size: int) -> Page:
    names = [word for word in words if not _YEAR.fullmatch(word)] or list(words)
    years = [int(word) for word in words if word not in names]
    names.sort(key=len, reverse=True)
    found = tokens_beginning(names[0])
    found = _having_too(found, names[1:], few=len(names[0]) >= RARE)
    if years:
        found = found.filter(person__birth_year__in=years)
    if after and (edge := tokens_beginning(names[0]).filter(person=after).order_by("token").first()):
        found = _beyond(found, edge)
    ids = list(_once_each(found, names[0]).order_by(*_ORDER).values_list("person", flat=True)[: size + 1])
    people = {one.pk: one for one in _FOUND.ask(people=ids[:size])} if ids else {}
    shown = [people[pk] for pk in ids[:size]]
    return _page(shown, on, after=ids[size - 1] if len(ids) > size else None)


def _having_too(found: QuerySet[NameToken], words: Sequence[str], *, few: bool) -> QuerySet[NameToken]:
    """Those who also have a name beginning with each of `words`.

    When `few` rows remain each is looked up by its person; when there are many, the other words' people are hashed
    once. PostgreSQL can't tell the two cases apart, as a LIMIT makes it hope to stop early.
    """
    for word in words:
        others = tokens_beginning(word)
        if few:
            found = found.filter(Exists(others.filter(person=OuterRef("person"))))
        else:
            found = found.filter(_Hashed(In(F("person"), others.values("person"))))
    return found


class _Hashed(Func):
    """A condition PostgreSQL may not turn into a join: its subquery runs once, into a hash table."""

    template = "(%(expressions)s) IS TRUE"
    output_field = BooleanField()
    conditional = True


def tokens_beginning(word: str) -> QuerySet[NameToken]:
    """Words of names that begin with `word` (already folded), as a range that the index answers."""
    return NameToken.objects.filter(token__gte=word, token__lt=after_prefix(word))


def after_prefix(word: str) -> str:
    """The first text that comes after all those beginning with `word`, by code points (collation "C")."""
    code = ord(word[-1]) + 1
    return word[:-1] + chr(0xE000 if 0xD800 <= code <= 0xDFFF else code)


def _once_each(found: QuerySet[NameToken], word: str) -> QuerySet[NameToken]:
    """Whoever has two names beginning alike (Marie Martin) stands at the first of them only."""
    earlier = tokens_beginning(word).filter(person=OuterRef("person"), token__lt=OuterRef("token"))
    return found.filter(~Exists(earlier))


def _beyond(found: QuerySet[NameToken], edge: NameToken) -> QuerySet[NameToken]:
    not_after = Q(sort_name__lt=edge.sort_name) | Q(sort_name=edge.sort_name, person__lte=edge.person_id)
    return found.filter(token__gte=edge.token).exclude(Q(token=edge.token) & not_after)
