"""What a convention asks and what a centre answers: fields as data, checks, the canonical text that is signed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.conventions.models import Convention
from jalon.domain.core import graphemes
from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.people.niss import mentioned
from jalon.domain.subsidies.words import said
from jalon.law.subsidies.form_file import completed
from jalon.law.subsidies.forms import Need

FORMAT = 1
MOST = 1_000_000  # people: more is a slip
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """One thing the form asks. `limit`: characters as a person counts them; `parts`: what it is compared with.

    `at_most`: the number it should not exceed, `strict` when it cannot; `optional`: a text that may stay empty.
    """

    code: str
    titles: Mapping[str, str]
    kind: str
    limit: int | None
    parts: tuple[str, ...]
    at_most: str | None = None
    strict: bool = False
    optional: bool = False

    @property
    def title(self) -> str:
        """In the reader's language."""
        return said(self.titles)

    @property
    def is_text(self) -> bool:
        """A text, or else a number of people."""
        return self.kind == "text"


def asked(convention: Convention) -> list[Asked]:
    """The fields of the form this centre was invited with, in order."""
    form = convention.facts["form"]
    return [asked_in(form, one) for one in form["fields"]]


def asked_in(form: Mapping[str, Any], field: Mapping[str, Any]) -> Asked:
    """A field of a form, both as plain JSON."""
    one = completed(form, field)
    facts = {"at_most": one["at_most"], "strict": one["strict"], "optional": one["need"] == Need.NEVER}
    return Asked(one["code"], one["title"], one["kind"], one["limit"], tuple(one["parts"]), **facts)


def cleaned(fields: Sequence[Asked], told: Values) -> dict[str, Any]:
    """What may be kept while writing: too long a text is kept and said, a number that is none is refused."""
    kept: dict[str, Any] = {}
    for one in fields:
        value = told.get(one.code)
        if one.is_text:
            kept[one.code] = clean(str(value or ""), limit=20_000)
        elif value in (None, ""):
            kept[one.code] = None
        elif isinstance(value, int) and 0 <= value <= MOST:
            kept[one.code] = value
        else:
            raise InvalidInput(_("Écrivez un nombre entier de personnes."), field=one.code)
    return kept


def missing(fields: Sequence[Asked], values: Values, reply: str, *, on: date) -> tuple[str, ...]:
    """What stops the sending, in sentences: an empty field, a text beyond its limit or with a national number."""
    found = []
    for one in fields:
        value = values.get(one.code)
        if value in (None, "") and not one.optional:
            found.append(_("%(field)s : à remplir.") % {"field": one.title})
        elif value and one.is_text and one.limit and (length := graphemes.count(value)) > one.limit:
            found.append(
                _("%(field)s : %(length)s caractères, pour %(limit)s au plus.")
                % {"field": one.title, "length": length, "limit": one.limit}
            )
    texts = [(one.title, str(values.get(one.code) or "")) for one in fields if one.is_text]
    for title, text in [*texts, (_("Réponse aux remarques"), reply)]:
        if mentioned(text, on=on):
            found.append(_("%(field)s : un numéro national est dans ce texte. Retirez-le.") % {"field": title})
    return tuple(found)


def filled(fields: Sequence[Asked], values: Values) -> int:
    """How many fields hold something."""
    return sum(values.get(one.code) not in (None, "") for one in fields)


@dataclass(frozen=True)
class SumCheck:
    """A number beside the sum of its parts."""

    field: Asked
    whole: int
    parts: int

    @property
    def words(self) -> str:
        """The difference said and explained; nothing is blocked: the instructions of 2015 do not ask equality."""
        told = {"field": self.field.code, "whole": self.whole, "names": ", ".join(self.field.parts), "sum": self.parts}
        if self.whole < self.parts:
            return (
                _("%(names)s font ensemble %(sum)s, plus que les %(whole)s du point %(field)s.") % told
                + " "
                + _("C’est juste si une même personne compte dans deux parcours ; sinon, un nombre est à corriger.")
            )
        return (
            _("%(names)s font ensemble %(sum)s, moins que les %(whole)s du point %(field)s.") % told
            + " "
            + _(
                "C’est juste si le parcours de certaines personnes n’est pas encore choisi ; "
                "sinon, un nombre est à corriger."
            )
        )


def sum_checks(fields: Sequence[Asked], values: Values) -> list[SumCheck]:
    """Each number that is not the sum of its parts, once all of them are there."""
    found = []
    for one in fields:
        numbers = [values.get(code) for code in (one.code, *one.parts)]
        if one.parts and all(isinstance(each, int) for each in numbers):
            whole, *parts = (int(each) for each in numbers if each is not None)
            if whole != sum(parts):
                found.append(SumCheck(one, whole, sum(parts)))
    return found


def canonical(convention: Convention, values: Values, reply: str, *, number: int) -> str:
    """The exact text that is sent, examined and signed: always the same for the same facts and answers."""
    told = {
        "format": FORMAT,
        "convention": str(convention.pk),
        "centre": str(convention.centre_id),
        "amendment": convention.number,
        "version": number,
        "cents": convention.cents,
        "language": convention.language,
        "facts": convention.facts,
        "fields": dict(values),
        "reply": reply,
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def digest(content: str) -> str:
    """The fingerprint of a text."""
    return hashlib.sha256(content.encode()).hexdigest()


def values_of(content: str) -> dict[str, Any]:
    """What a sent text answers."""
    return json.loads(content)["fields"]


def reply_of(content: str) -> str:
    """What the centre answered to the remarks."""
    return json.loads(content)["reply"]
