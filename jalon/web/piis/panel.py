"""The panel of the file: the current project in one glance, or why there should be one and by when."""

from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest

from jalon.domain.core import reader
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people.models import Person
from jalon.domain.piis import deadlines, told
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis
from jalon.domain.piis.permissions import may_draw_up
from jalon.domain.piis.queries import lines_of
from jalon.law.piis import say
from jalon.web.access.middleware import today
from jalon.web.piis.glance import late_sentences, next_act, path_of

CURRENT = [State.RUNNING, State.SIGNED, State.HANDED_OVER, State.DRAFT]
SHOWN = 5  # earlier projects on the file; the list has the others


def _latest() -> QuerySet[Piis]:
    """What is under way first: it is shown however many were given up after it."""
    own = Piis.objects.filter(person=Slot("person")).annotate(**told.commitments())
    return own.order_by(Case(When(state__in=CURRENT, then=0), default=1), "-number")[: SHOWN + 1]


_LATEST = Kept(_latest)


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """A constant number of queries, whatever the person's history."""
    on, member = today(request), request.member  # type: ignore[attr-defined]
    rows = _LATEST.ask(person=person.pk)
    current = next((one for state in CURRENT for one in rows if one.state == state), None)
    found: dict[str, Any] = {
        "piis": current,
        "earlier": [one for one in rows if one is not current][:SHOWN],
        "more": len(rows) > SHOWN,
        "may_write": may_draw_up(member, person),
    }
    if current is None:
        return {**found, **_obligation(person, on)}
    current.person = person
    path, step = path_of(current)
    lines = lines_of(current)
    return {
        **found,
        "path": path,
        "step": step,
        "late": late_sentences(current, lines, on),
        "sign_by": _sign_by(current, on),
        "act": next_act(current, member, on),
        "counts": {side: sum(1 for one in lines if one.side == side) for side in ("person", "centre", "third")},
    }


def _sign_by(piis: Piis, on: Any) -> Any:
    """The law's day, while nothing is concluded and it has not passed (`late_sentences` says it then)."""
    waits = piis.state in {State.DRAFT, State.HANDED_OVER} and piis.conclude_by and piis.conclude_by >= on
    return piis.conclude_by if waits else None


def _obligation(person: Person, on: Any) -> dict[str, Any]:
    """Whether the law asks for a project, by when, and where it says so."""
    answer, term = deadlines.owed(person, on)
    language = reader.language()
    notes = [
        {"said": say(line, language), "article": line.cite(language), "certainty": str(line.certainty),
         "doubt": line.doubt.say(language) if line.doubt else ""}
        for line in (answer.lines if answer else ())
    ]  # fmt: skip
    return {
        "obliged": bool(answer),
        "known": answer is not None,
        "conclude_by": term.date if term else None,
        "notes": notes,
    }
